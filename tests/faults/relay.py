#!/usr/bin/env python3
"""Stands between a host's sshd and its runner, and does something at one exact point of their conversation.

usage: relay.py PLAN COMMAND…

It starts COMMAND (the real Java with the real runner), passes on what either side says, message by message, and sees every
request that the runner makes of the kernel over netlink, by a seccomp notifier: the product has no hook for this. At the point that
the file PLAN names, everything waits while the plan's actions are done; then it goes on. What the kernel answers is what the
kernel answers: a send of many requests is handed to it in two, on the runner's own socket; and where it is to say EPERM, a thread
without CAP_NET_ADMIN hands it the request.

PLAN is JSON: {"point": WORD, "do": [ACTION…], "sshd": {"pid": FILE, "log": FILE}, "environment": {…}}; PLAN.done is written
after the actions. With the point NEVER it counts the operations into PLAN.ops.

points   START (before the runner), HELLO, LOCK, PREPARE, MAKE, SWITCH, BREAK (asked, and not yet passed on), COMMITTED, CONFIRMED
         (answered, and not yet passed on), REACH (the first new connection waits for sshd to accept it), DECISION (after the last
         new connection, while the last sign of life is waited for), CONFIRM, and the number of an operation (done, and the next is not)
actions  kill, stop (the runner), boot (its CLOCK_BOOTTIME goes on by a day, and nothing reaches it for some time), eperm (the
         operations of its next send, or this one), powerless (it has no CAP_NET_ADMIN from now on), sh COMMAND
"""
import ctypes
import fcntl
import json
import os
import platform
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

LIBC = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
SENDTO, CLOCK_GETTIME, SECCOMP, CAPGET, CAPSET, AUDIT_ARCH = (
    (44, 228, 317, 125, 126, 0xC000003E) if X86 else (206, 113, 277, 90, 91, 0xC00000B7)
)
PIDFD_OPEN, PIDFD_GETFD = 434, 438
NOTIF_RECV, NOTIF_SEND = 0xC0502100, 0xC0182101
CONTINUE = 1
CLOCK_BOOTTIME = 7
RTM_NEWLINK, NLM_F_CREATE, IFLA_IFALIAS = 16, 0x400, 20
DAY = 86_400
CAP_NET_ADMIN = 12
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 24, 38
# The runner looks at its clock every second.
UNHEARD_SECONDS = 1.6


def call(number, *arguments):
    result = LIBC.syscall(number, *(ctypes.c_long(a) if isinstance(a, int) else a for a in arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def listener():
    """A seccomp filter for this thread and what it starts: sendto and clock_gettime(CLOCK_BOOTTIME) are shown to us."""
    allow, notify = 0x7FFF0000, 0x7FC00000
    load, equal, back = 0x20, 0x15, 0x06
    program = [
        (load, 0, 0, 4),
        (equal, 0, 6, AUDIT_ARCH),
        (load, 0, 0, 0),
        (equal, 3, 0, SENDTO),
        (equal, 0, 3, CLOCK_GETTIME),
        (load, 0, 0, 16),
        (equal, 0, 1, CLOCK_BOOTTIME),
        (back, 0, 0, notify),
        (back, 0, 0, allow),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code)))
    LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return call(SECCOMP, 1, 8, header)


def net_admin(given):
    """Takes CAP_NET_ADMIN from this thread, or gives it back."""
    header = ctypes.create_string_buffer(struct.pack("Ii", 0x20080522, 0))
    data = ctypes.create_string_buffer(24)
    call(CAPGET, header, data)
    words = list(struct.unpack("6I", data.raw))
    words[0] = words[0] | 1 << CAP_NET_ADMIN if given else words[0] & ~(1 << CAP_NET_ADMIN)
    call(CAPSET, header, ctypes.create_string_buffer(struct.pack("6I", *words)))


def split(data):
    """Netlink messages, each with its padding. A new link and the alias by which it is known as ours are one: they are in one send,
    and there no signal ends a process between them."""
    parts, at = [], 0
    while at + 16 <= len(data):
        length = max(16, struct.unpack_from("I", data, at)[0]) + 3 & ~3
        part = data[at : at + length]
        if parts and is_creation(parts[-1]) and is_alias(part):
            parts[-1] += part
        else:
            parts.append(part)
        at += length
    return parts


def is_creation(message):
    return struct.unpack_from("H", message, 4)[0] == RTM_NEWLINK and bool(struct.unpack_from("H", message, 6)[0] & NLM_F_CREATE)


def is_alias(message):
    return (
        len(message) >= 36
        and struct.unpack_from("H", message, 4)[0] == RTM_NEWLINK
        and not is_creation(message)
        and struct.unpack_from("H", message, 34)[0] == IFLA_IFALIAS
    )


def changes(message):
    """Whether it asks for more than to be told."""
    return struct.unpack_from("H", message, 4)[0] & 3 != 2


class Fault:
    """The plan, and whether it was carried out."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.plan = json.load(file)
        self.path = path
        self.point = self.plan["point"]
        self.traffic = threading.Lock()
        self.acting = threading.Lock()
        self.done = False
        self.refuse = False
        self.powerless = False
        self.killed = False
        self.ahead = 0
        self.runner = 0
        self.stage = None

    def reached(self, point):
        if self.done or point != self.point:
            return False
        with self.acting:
            self.done = True
            for action in self.plan["do"]:
                self.act(action)
            with open(self.path + ".part", "w", encoding="utf-8") as file:
                file.write(point)
            os.rename(self.path + ".part", self.path + ".done")
        return True

    def act(self, action):
        match action.split(" ", 1):
            case ["kill"]:
                self.killed = True
                os.kill(self.runner, signal.SIGKILL)
            case ["stop"]:
                os.kill(self.runner, signal.SIGSTOP)
                await_stopped(self.runner)
            case ["boot"]:
                self.ahead = DAY
                self.silence()
            case ["eperm"]:
                self.refuse = True
            case ["powerless"]:
                self.powerless = True
            case ["sh", command]:
                subprocess.run(["bash", "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
            case _:
                raise ValueError(action)

    def silence(self):
        """In the middle of a message nothing passes either until it has been passed on; else it is us who hold it."""
        if self.stage:
            self.traffic.acquire()
            threading.Timer(UNHEARD_SECONDS, self.traffic.release).start()
        else:
            time.sleep(UNHEARD_SECONDS)


class Kernel:
    """Answers for what the filter shows."""

    def __init__(self, fault):
        self.fault = fault
        self.ready = threading.Event()
        self.notifier = -1
        self.memory = -1
        self.pidfd = -1
        self.operations = 0

    def watch(self, notifier, pid):
        self.notifier = notifier
        self.pidfd = call(PIDFD_OPEN, pid, 0)
        self.memory = os.open(f"/proc/{pid}/mem", os.O_RDWR)
        self.ready.set()

    def run(self):
        while True:
            notice = bytearray(80)
            try:
                fcntl.ioctl(self.notifier, NOTIF_RECV, notice)
            except OSError:
                if not os.path.exists(f"/proc/{self.fault.runner}") and self.fault.runner:
                    return
                continue
            number, = struct.unpack_from("Q", notice, 0)
            what, = struct.unpack_from("i", notice, 16)
            arguments = struct.unpack_from("6Q", notice, 32)
            self.ready.wait()
            value, flags = 0, CONTINUE
            try:
                if what == SENDTO:
                    value, flags = self.sent(*arguments[:3])
                elif self.fault.ahead:
                    value, flags = self.clock(arguments[1])
            except OSError:
                continue
            if flags is not None:
                self.answer(number, value, flags)

    def answer(self, number, value, flags):
        try:
            fcntl.ioctl(self.notifier, NOTIF_SEND, struct.pack("QqiI", number, value, 0, flags))
        except OSError:
            pass  # It was killed while it waited.

    def clock(self, address):
        now = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        time_now = struct.pack("qq", now // 10**9 + self.fault.ahead, now % 10**9)
        os.pwrite(self.memory, time_now, address)
        return 0, 0

    def sent(self, descriptor, address, length):
        """One send. @return its result, and whether the kernel shall rather do it itself (CONTINUE); None: it never returns"""
        if not (self.fault.stage or self.fault.powerless):
            return 0, CONTINUE
        with socket.socket(fileno=call(PIDFD_GETFD, self.pidfd, int(descriptor), 0)) as channel:
            if channel.family != socket.AF_NETLINK:
                return 0, CONTINUE
            messages = split(os.pread(self.memory, length, address))
            return self.hand_over(channel, messages, length)

    def hand_over(self, channel, messages, length):
        waiting = []
        for message in messages:
            waiting.append(message)
            if not changes(message):
                continue
            self.operations += 1
            here = str(self.operations)
            if here == self.fault.point and not self.fault.done and "eperm" in self.fault.plan["do"]:
                self.give(channel, waiting[:-1])
                self.fault.reached(here)
                self.give(channel, waiting[-1:])
                waiting = []
            elif here == self.fault.point and not self.fault.done:
                self.give(channel, waiting)
                waiting = []
                self.fault.reached(here)
                if {"kill", "stop"} & set(self.fault.plan["do"]):
                    return 0, None
        self.give(channel, waiting)
        if self.fault.point == "NEVER":
            with open(self.fault.path + ".ops", "w", encoding="utf-8") as file:
                file.write(str(self.operations))
        return length, 0

    def give(self, channel, messages):
        if not messages:
            return
        without = self.fault.powerless or self.fault.refuse and any(map(changes, messages))
        if without:
            self.fault.refuse = False
            net_admin(False)
        try:
            channel.sendmsg([b"".join(messages)])
        finally:
            if without:
                net_admin(True)


def await_stopped(pid):
    """Stopped is a process when its threads are: until the first of them has seen the signal the others go on."""
    for _ in range(2000):
        states = {state(pid, thread) for thread in os.listdir(f"/proc/{pid}/task")}
        if states == {"T"}:
            return
        time.sleep(0.005)
    raise RuntimeError(f"{pid} does not stop: {states}")


def state(pid, thread):
    """The third word of its stat (proc(5)); empty if it has just ended."""
    try:
        with open(f"/proc/{pid}/task/{thread}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def exactly(source, length):
    data = b""
    while len(data) < length:
        part = source.read(length - len(data))
        if not part:
            return data
        data += part
    return data


def frame(source):
    head = exactly(source, 4)
    return head + exactly(source, int.from_bytes(head, "big")) if len(head) == 4 else head


def text(message, at):
    """A string of the codec, short enough for a length of one byte. @return it, and where it ends"""
    if at >= len(message):
        return "", at
    end = at + 1 + message[at] // 2
    return message[at + 1 : end].decode("ascii", "replace"), end


class Requests(threading.Thread):
    POINTS = {"Lock": "LOCK", "Prepare": "PREPARE", "Confirm": "CONFIRM"}

    def __init__(self, fault, source, to):
        super().__init__(daemon=True)
        self.fault, self.source, self.to = fault, source, to

    def run(self):
        try:
            while message := frame(self.source):
                word, at = text(message, 4)
                with self.fault.traffic:
                    if word == "Commit":
                        stage = text(message, at)[0]
                        self.fault.reached(stage)
                        self.fault.stage = stage
                    elif word in self.POINTS:
                        self.fault.reached(self.POINTS[word])
                    self.to.write(message)
                    self.to.flush()
        except OSError:
            pass
        finally:
            try:
                self.to.close()
            except OSError:
                pass


class Replies(threading.Thread):
    def __init__(self, fault, source, to):
        super().__init__(daemon=True)
        self.fault, self.source, self.to = fault, source, to
        self.sshd = fault.plan.get("sshd", {})
        self.logins = self.accepted()

    def accepted(self):
        if not self.sshd:
            return 0
        with open(self.sshd["log"], encoding="utf-8", errors="replace") as log:
            return log.read().count("Accepted ")

    def run(self):
        try:
            while message := frame(self.source):
                word, at = text(message, 4)
                with self.fault.traffic:
                    last = word == "StageDone" and text(message, at)[0] == "BREAK"
                    if word in ("StageDone", "Failed"):
                        self.fault.stage = None
                    if word == "Hello":
                        self.fault.reached("HELLO")
                    elif word == "Confirmed":
                        self.fault.reached("CONFIRMED")
                    elif word == "HeartbeatAck":
                        if self.fault.point == "DECISION" and self.accepted() >= self.logins + 2:
                            self.fault.reached("DECISION")
                    elif last:
                        self.fault.reached("COMMITTED")
                        if self.fault.point == "REACH" and not self.fault.done:
                            threading.Thread(target=self.reach, args=[self.stop_sshd()], daemon=True).start()
                    if not self.fault.killed:
                        self.to.write(message)
                        self.to.flush()
        except OSError:
            pass
        finally:
            self.source.close()

    def stop_sshd(self):
        with open(self.sshd["pid"], encoding="utf-8") as file:
            pid = int(file.read())
        os.kill(pid, signal.SIGSTOP)
        return pid

    def reach(self, sshd):
        """When a connection waits in the queue of the sshd that is stopped."""
        try:
            for _ in range(3000):
                if any(waits(table) for table in ("/proc/net/tcp", "/proc/net/tcp6")):
                    with self.fault.traffic:
                        self.fault.reached("REACH")
                    return
                time.sleep(0.01)
        finally:
            try:
                os.kill(sshd, signal.SIGCONT)
            except OSError:
                pass


def waits(table):
    """Whether a listening socket (state 0A) has a queue."""
    with open(table, encoding="ascii") as file:
        rows = [line.split() for line in file][1:]
    return any(row[3] == "0A" and int(row[4].split(":")[1], 16) > 0 for row in rows)


def main():
    plan, command = sys.argv[1], sys.argv[2:]
    taken = plan + ".taken"
    try:
        os.rename(plan, taken)
    except OSError:
        os.execv(command[0], command)
    fault = Fault(taken)
    fault.path = plan
    to_runner, to_relay = os.pipe(), os.pipe()
    kernel = Kernel(fault)
    requests = Requests(fault, os.fdopen(0, "rb", 0), os.fdopen(to_runner[1], "wb"))
    replies = Replies(fault, os.fdopen(to_relay[0], "rb", 0), os.fdopen(1, "wb"))
    fault.reached("START")
    started = threading.Event()
    # These threads begin before there is a filter, so what they do themselves is not shown to them.
    threading.Thread(target=lambda: (started.wait(), kernel.run()), daemon=True).start()
    requests.start()
    replies.start()
    kernel.notifier = listener()
    started.set()
    powerless = fault.powerless
    runner = subprocess.Popen(
        command,
        stdin=to_runner[0],
        stdout=to_relay[1],
        env=os.environ | fault.plan.get("environment", {}),
        preexec_fn=(lambda: LIBC.prctl(PR_CAPBSET_DROP, CAP_NET_ADMIN, 0, 0, 0)) if powerless else None,
    )
    fault.runner = runner.pid
    kernel.watch(kernel.notifier, runner.pid)
    os.close(to_runner[0])
    os.close(to_relay[1])
    code = runner.wait()
    replies.join(10)
    fault.acting.acquire()
    os._exit(code if code >= 0 else 128 - code)


main()
