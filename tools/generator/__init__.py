"""Files that follow from the descriptions of resources: modules, shims, the action group, argument specs of roles, tables."""
