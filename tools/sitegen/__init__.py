"""The pages of the documentation site, made from the files of the repository."""
