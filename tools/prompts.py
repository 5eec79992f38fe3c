"""Write the prompts of the example: ``python tools/prompts.py`` makes playbooks/files/clinics/*.wav.

Each is a short tone in the form that the PBX takes: WAV, PCM with 16 bits, mono, 16 kHz. Real ones are spoken.
"""

from __future__ import annotations

import io
import math
import wave
from pathlib import Path

PROMPTS = Path(__file__).parents[1] / "playbooks" / "files" / "clinics"
RATE = 16000
TONES = {"main-line.wav": 440, "pharmacy-hold.wav": 330}
"""Hertz of each tone, by the name of its file."""
SECONDS = 0.1
VOLUME = 8000


def prompt(hertz: int) -> bytes:
    """Return a tone as the content of a WAV file."""
    samples = (round(VOLUME * math.sin(2 * math.pi * hertz * number / RATE)) for number in range(int(RATE * SECONDS)))
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples))
    return content.getvalue()


if __name__ == "__main__":
    PROMPTS.mkdir(parents=True, exist_ok=True)
    for name, hertz in TONES.items():
        (PROMPTS / name).write_bytes(prompt(hertz))
