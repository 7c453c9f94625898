"""Protobuf's wire format, read by hand: what other readers of our files see, whatever compiler wrote them."""
import struct


def varint(data, place):
    value = shift = 0
    while True:
        byte = data[place]
        value |= (byte & 0x7F) << shift
        place += 1
        shift += 7
        if byte < 0x80:
            return value, place


def fields(data):
    """The fields of a message by number, each a list: ints of varints, bytes of everything else."""
    found = {}
    place = 0
    while place < len(data):
        key, place = varint(data, place)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, place = varint(data, place)
        else:
            if kind == 2:
                length, place = varint(data, place)
            else:
                length = {1: 8, 5: 4}[kind]
            value, place = data[place : place + length], place + length
            assert len(value) == length, "a field is cut short"
        found.setdefault(number, []).append(value)
    return found


def one(message, number, default=None):
    """The only value of a field."""
    values = message.get(number, [default])
    assert len(values) == 1, (number, values)
    return values[0]


def text(message, number):
    return one(message, number, b"").decode("utf-8")


def signed(value):
    return value - (1 << 64) if value >= 1 << 63 else value


def ints(message, number):
    """A repeated field of int64, packed or not."""
    values = []
    for value in message.get(number, []):
        if isinstance(value, int):
            values.append(signed(value))
            continue
        place = 0
        while place < len(value):
            number_, place = varint(value, place)
            values.append(signed(number_))
    return values


def float32(data):
    return struct.unpack("<f", data)[0]


def float64(data):
    return struct.unpack("<d", data)[0]
