#!/usr/bin/env python3
"""Draws the sample logo of kreisgruen.xml: a disc with two hills and a river, made up for this project.

    python3 logo.py kreisgruen.png
"""
import struct
import sys
import zlib

SIZE, FINE = 192, 4  # px a side; points a px and direction
DARK, MIDDLE, LIGHT, WHITE = (20, 83, 58), (54, 124, 84), (143, 190, 140), (255, 255, 255)


def colour_at(x, y):
    """The colour at a point of the unit square, None: transparent."""
    dx, dy = x - 0.5, y - 0.5
    distance = (dx * dx + dy * dy) ** 0.5
    if distance > 0.49:
        return None
    if distance > 0.44:
        return DARK
    if distance > 0.415:
        return WHITE
    river = 0.5 + 0.16 * (y - 0.62) * (1 if y < 0.8 else 0.2) * 4
    if y > 0.62 and abs(x - river) < 0.035 + 0.16 * (y - 0.62):
        return WHITE
    if y > 0.52 + 1.1 * (x - 0.72) ** 2:
        return DARK
    if y > 0.44 + 1.3 * (x - 0.33) ** 2:
        return MIDDLE
    if (x - 0.64) ** 2 + (y - 0.3) ** 2 < 0.0064:
        return WHITE
    return LIGHT


def pixel(column, row):
    sums, seen = [0, 0, 0], 0
    for i in range(FINE):
        for j in range(FINE):
            colour = colour_at((column + (i + 0.5) / FINE) / SIZE, (row + (j + 0.5) / FINE) / SIZE)
            if colour:
                seen += 1
                sums = [a + b for a, b in zip(sums, colour)]
    if not seen:
        return bytes(4)
    return bytes([*(round(s / seen) for s in sums), round(255 * seen / FINE ** 2)])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main():
    rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(SIZE)) for y in range(SIZE))
    with open(sys.argv[1], "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)) +
                   chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


if __name__ == "__main__":
    main()
