"""Tells of every service of the user manager that fails, by pystemd: its name, and when it was heard by CLOCK_MONOTONIC."""

import time

from pystemd.dbuslib import DBus, path_decode
from pystemd.systemd1 import Manager

UNITS = b"/org/freedesktop/systemd1/unit"


def hear(message, error=None, userdata=None):
    now = time.monotonic_ns()
    message.process_reply(True)
    interface, changed = message.body[0], message.body[1]
    if interface == b"org.freedesktop.systemd1.Unit" and changed.get(b"ActiveState") == b"failed":
        print(path_decode(message.headers["Path"], UNITS).decode(), now, flush=True)


with DBus(user_mode=True) as bus, Manager(bus=bus) as manager:
    bus.match_signal(b"org.freedesktop.systemd1", None, b"org.freedesktop.DBus.Properties", b"PropertiesChanged", hear)
    manager.Manager.Subscribe()
    print("ready", flush=True)
    while True:
        bus.process()
        bus.wait(1_000_000)
