#!/usr/bin/python3
"""Traffic between many network namespaces from one process, as each program started in an emulated guest costs 0.1 s and more.
    traffic.py answered    asks on standard input, "NAMESPACE ADDRESS" a line: an echo request each, all at once; who did not
                           answer is asked again until two rounds bring no answer more: all at once are also all the
                           broadcasts that look for them, too many for an emulated guest in a large net. Prints the
                           numbers (from 0) of those that answered.
    traffic.py flows MS    the same lines: an echo request of each every MS milliseconds until SIGINT comes. Prints
                           "started" when all have been answered once, and in the end "NUMBER SENT LOST" each; an answer
                           is not lost if it comes within 3 s.
    traffic.py burst       "FROM TO ADDRESS BYTES": so many bytes by UDP at once, and as many again when those have arrived; prints
                           how many bytes came and how many ms they took, both times.
"""
import ctypes, os, select, signal, socket, struct, sys, time

libc = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000
IDENT = os.getpid() & 0xFFFF
PAYLOAD = struct.Struct("!II")


def within(namespace, make):
    with open("/run/netns/" + namespace) as there:
        if libc.setns(there.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns " + namespace)
    return make()


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Flow:
    sockets = {}

    def __init__(self, number, namespace, address):
        self.number, self.address, self.six = number, address, ":" in address
        self.sent, self.answers = 0, set()
        key = (namespace, self.six)
        if key not in Flow.sockets:
            Flow.sockets[key] = within(namespace, self.open)
        self.socket = Flow.sockets[key]

    def open(self):
        protocol = socket.getprotobyname("ipv6-icmp" if self.six else "icmp")
        s = socket.socket(socket.AF_INET6 if self.six else socket.AF_INET, socket.SOCK_RAW, protocol)
        s.setblocking(False)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 21)
        return s

    def send(self):
        body = PAYLOAD.pack(self.number, self.sent)
        head = struct.pack("!BBHHH", 128 if self.six else 8, 0, 0, IDENT, self.sent & 0xFFFF)
        if not self.six:
            head = head[:2] + struct.pack("!H", checksum(head + body)) + head[4:]
        self.sent += 1
        try:
            self.socket.sendto(head + body, (self.address, 0))
        except OSError:
            pass  # nobody answers there, or no room for it now: it is lost


def listen(flows, seconds):
    end = time.monotonic() + seconds
    sockets = list(Flow.sockets.values())
    while True:
        left = max(0, end - time.monotonic())
        for s in select.select(sockets, [], [], left)[0]:
            try:
                while True:
                    data = s.recv(2048)
                    if s.family == socket.AF_INET:
                        data = data[(data[0] & 15) * 4 :]
                    if data[0] in (0, 129) and len(data) >= 16 and data[4:6] == struct.pack("!H", IDENT):
                        number, which = PAYLOAD.unpack(data[8:16])
                        flows[number].answers.add(which)
            except BlockingIOError:
                pass
        if left == 0:
            return


def answered(flows):
    missing, quiet = len(flows), 0
    while missing and quiet < 2:
        for flow in flows:
            if not flow.answers:
                flow.send()
                if flow.number % 50 == 49:
                    listen(flows, 0.01)
        listen(flows, 1 + quiet)
        left = sum(not f.answers for f in flows)
        quiet = 0 if left < missing else quiet + 1
        missing = left
    print("\n".join(str(f.number) for f in flows if f.answers))


def keep_on(flows):
    pause = int(sys.argv[2]) / 1000
    ended = []
    signal.signal(signal.SIGINT, lambda *_: ended.append(True))
    end = time.monotonic() + 20
    while time.monotonic() < end and not all(f.answers for f in flows):
        for flow in flows:
            if not flow.answers:
                flow.send()
        listen(flows, 0.5)
    for flow in flows:
        flow.sent, flow.answers = 0, set()
    print("started", flush=True)
    at = time.monotonic()
    while not ended:
        for flow in flows:
            flow.send()
        at += pause
        listen(flows, max(0, at - time.monotonic()))
        # A guest that stood still for a moment does not make up for it.
        at = max(at, time.monotonic() - pause)
    listen(flows, 3)
    for flow in flows:
        print(flow.number, flow.sent, len(set(range(flow.sent)) - flow.answers))


def burst(source, target, address, size):
    def datagrams():
        s = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 22)
        return s

    receiver = within(target, datagrams)
    receiver.bind((address, 4444))
    receiver.settimeout(2)
    sender = within(source, datagrams)
    one = 1250
    for _ in range(2):
        start = last = time.monotonic()
        for _ in range(size // one):
            sender.sendto(bytes(one), (address, 4444))
        got = 0
        try:
            while got < size // one * one:
                got += len(receiver.recv(2048))
                last = time.monotonic()
        except TimeoutError:
            pass
        print(got, round((last - start) * 1000))


mode = sys.argv[1]
lines = []
for line in sys.stdin:
    if not line.strip():
        break
    lines.append(line.split())
if mode == "burst":
    burst(lines[0][0], lines[0][1], lines[0][2], int(lines[0][3]))
else:
    all_flows = [Flow(n, *rest) for n, rest in enumerate(lines)]
    {"answered": answered, "flows": keep_on}[mode](all_flows)
