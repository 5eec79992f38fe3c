# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Tiny WAV files, made here: a tone of a few milliseconds, so that no sound has to be kept in the repository."""

from __future__ import annotations

import atexit
import io
import math
import shutil
import struct
import sys
import tempfile
import wave
from functools import cache
from pathlib import Path

LOUDNESS = 8000


def sound(milliseconds: int = 20, *, pitch: int = 440, rate: int = 16000, channels: int = 1, width: int = 2) -> bytes:
    """Return a tone as a WAV file with PCM.

    pitch: in Hz; another one makes another content of the same size.
    width: bytes of a sample.
    """
    tone = [int(LOUDNESS * math.sin(2 * math.pi * pitch * number / rate)) for number in range(rate * milliseconds // 1000)]
    samples = [struct.pack("<h", value) if width == 2 else bytes([value // 256 + 128]) * width for value in tone]
    with io.BytesIO() as file:
        with wave.open(file, "wb") as writer:
            writer.setnchannels(channels)
            writer.setsampwidth(width)
            writer.setframerate(rate)
            writer.writeframes(b"".join(sample * channels for sample in samples))
        return file.getvalue()


@cache
def directory() -> Path:
    """Return a directory with sounds, which is gone at the end of the process."""
    place = Path(tempfile.mkdtemp(prefix="sounds-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    for name, content in {
        "welcome.wav": sound(),
        "welcome-other.wav": sound(pitch=880),
        "welcome-longer.wav": sound(30),
        "stereo.wav": sound(channels=2),
    }.items():
        (place / name).write_bytes(content)
    return place


def path_of(name: str) -> str:
    """Return the path of one of them."""
    return str(directory() / name)


def main(where: str, names: list[str]) -> None:
    """Write a tone for each name, each of another pitch: ``python tests/sounds.py files welcome.wav closed.wav``."""
    place = Path(where)
    place.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names):
        (place / name).write_bytes(sound(pitch=440 + 110 * number))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
