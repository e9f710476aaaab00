"""Sound files: which kind a file is, and that it is no film."""

ISO_BRANDS = (
    b"M4A ",
    b"M4B ",
    b"mp41",
    b"mp42",
    b"isom",
    b"iso2",
    b"iso5",
    b"iso6",
    b"3gp4",
    b"3gp5",
    b"3gp6",
    b"dash",
)
EBML = b"\x1a\x45\xdf\xa3"
BEGINNING = 65_536


def kind_of_sound(content: bytes) -> str | None:
    """The MIME type of a sound file; None for others, also for films that could be taken for one."""
    if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        return "audio/wav"
    if content.startswith(b"OggS"):
        return "audio/ogg" if _is_ogg_sound(content[:BEGINNING]) else None
    if content.startswith(EBML):
        return "audio/webm" if _is_webm_sound(content[:BEGINNING]) else None
    if content[4:8] == b"ftyp" and content[8:12] in ISO_BRANDS:
        return "audio/mp4" if b"soun" in content and b"vide" not in content else None
    return "audio/mpeg" if _is_mp3(content) else None


def _is_ogg_sound(start: bytes) -> bool:
    return any(codec in start for codec in (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex")) and (
        b"theora" not in start
    )


def _is_webm_sound(start: bytes) -> bool:
    return b"webm" in start and b"A_" in start and b"V_" not in start


def _is_mp3(content: bytes) -> bool:
    """An ID3 mark, or the head of a frame of MPEG sound, layer 3, with a rate that exists."""
    if content.startswith(b"ID3"):
        return len(content) > 10 and content[3] < 5
    if len(content) < 4 or content[0] != 0xFF or content[1] not in (0xFA, 0xFB, 0xF2, 0xF3, 0xE2, 0xE3):
        return False
    rate, speed = content[2] >> 4, (content[2] >> 2) & 3
    return 0 < rate < 15 and speed < 3
