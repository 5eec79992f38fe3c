# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Whether a file is audio that the PBX plays: WAV, PCM, 16 bit, mono, 16, 32 or 48 kHz.

PortSIP's knowledge base asks for this in prompts, greetings and music; the header of the file (RIFF, WAVE) tells it.
"""

from __future__ import annotations

import struct
from pathlib import PurePath
from typing import BinaryIO

PCM = 1
RATES = (16000, 32000, 48000)
"""Samples a second."""
BITS = 16
ENCODINGS = {
    PCM: "PCM",
    2: "ADPCM",
    3: "floating point",
    6: "A-law",
    7: "µ-law",
    17: "IMA ADPCM",
    49: "GSM 6.10",
    85: "MP3",
    0xFFFE: "the extensible format",
}
CHANNELS = {1: "mono", 2: "stereo"}
ALLOWED = "The PBX plays WAV files with PCM, 16 bit, mono, at 16, 32 or 48 kHz"
SUFFIXES = frozenset(
    {".wav", ".wave", ".mp3", ".ogg", ".oga", ".opus", ".flac", ".aac", ".m4a", ".wma", ".gsm", ".au", ".aif", ".aiff", ".alaw", ".ulaw"}
)
"""Ends of names of audio files."""
FORMAT_SIZE = 16
UNKNOWN_SIZES = (0, 0xFFFFFFFF)
"""What programs that write to a pipe give as the size of the sound."""
MAGIC = {b"ID3": "MP3", b"\xff\xfb": "MP3", b"\xff\xf3": "MP3", b"OggS": "Ogg", b"fLaC": "FLAC", b"FORM": "AIFF", b".snd": "AU"}
"""How files of other formats begin."""


def is_audio_name(name: str) -> bool:
    """Whether a file of this name is taken for audio."""
    return PurePath(name).suffix.lower() in SUFFIXES


def audio_fault(file: BinaryIO, size: int) -> str | None:
    """What is wrong with a file as audio for the PBX, None where nothing is: to follow on the name of the file.

    :param file: read from its beginning.
    :param size: of the file in bytes.
    """
    try:
        found = _found(file, size)
    except struct.error:
        found = "a WAV file that ends within its header"
    if found is None:
        return None
    return f"is {found}. {ALLOWED}; convert it, for example with: ffmpeg -i OLD -ac 1 -ar 16000 -c:a pcm_s16le NEW.wav"


def _found(file: BinaryIO, size: int) -> str | None:
    """What a file is, with its article, where it is something else than what is allowed."""
    begin = file.read(12)
    if begin[:4] != b"RIFF" or begin[8:] != b"WAVE":
        other = next((name for magic, name in MAGIC.items() if begin.startswith(magic)), "")
        return f"no WAV file, but {other}" if other else "no WAV file"
    described = False
    while header := file.read(8):
        chunk, length = struct.unpack("<4sI", header)
        if chunk == b"fmt ":
            encoding, channels, rate, _bytes, _block, bits = struct.unpack("<HHIIHH", file.read(FORMAT_SIZE))
            if (encoding, channels, bits) != (PCM, 1, BITS) or rate not in RATES:
                shown = ENCODINGS.get(encoding, f"encoding {encoding}")
                return f"a WAV file with {shown}, {bits} bit, {CHANNELS.get(channels, f'{channels} channels')}, at {rate / 1000:g} kHz"
            described = True
            length -= FORMAT_SIZE
        elif chunk == b"data":
            rest = size - file.tell()
            if not described:
                return "a WAV file without a format before its sound"
            if not rest:
                return "a WAV file without sound"
            if length > rest and length not in UNKNOWN_SIZES:
                return f"a WAV file that ends early: {rest} of {length} bytes of sound"
            return None
        file.seek(length + length % 2, 1)
    return "a WAV file without sound"
