#!/usr/bin/python3
"""Puts frames on interfaces of many namespaces and tells what was heard where. Its plan comes on standard input, a line an order:
    listen NAMESPACE INTERFACE     every frame that arrives there (not what leaves) is told
    udp NAMESPACE PORT             what the namespace's own stack delivers is told
    send NAMESPACE INTERFACE HEX   a frame, from the Ethernet header on
    wait SECONDS                   listen on
It prints "heard NAMESPACE SOURCE-MAC ETHERTYPE MARKER" (or - where there is no marker) and "stack NAMESPACE MARKER".
A marker is what a test writes into its frames: <<NAME>>.
"""
import ctypes, errno, os, re, select, socket, sys, time

MARKER = re.compile(rb"<<([a-z0-9-]+)>>")
libc = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000
ALL = 3
OUTGOING = 4


def within(namespace, make):
    with open("/run/netns/" + namespace) as there:
        if libc.setns(there.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns " + namespace)
    return make()


def packets(interface, protocol):
    s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(protocol))
    s.bind((interface, protocol))
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    return s


def datagrams(port):
    s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    s.bind(("::", port))
    return s


heard = []
listeners = {}
senders = {}


def listen(seconds):
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        for s in select.select(list(listeners), [], [], left)[0]:
            data, sender = s.recvfrom(65535)
            kind, namespace = listeners[s]
            markers = sorted({m.decode() for m in MARKER.findall(data)}) or ["-"]
            if kind == "udp":
                heard.extend(f"stack {namespace} {m}" for m in markers)
            elif sender[2] != OUTGOING:
                heard.extend(f"heard {namespace} {data[6:12].hex(':')} {data[12:14].hex()} {m}" for m in markers)


for order in sys.stdin:
    word, *rest = order.split()
    if word == "listen":
        listeners[within(rest[0], lambda: packets(rest[1], ALL))] = (word, rest[0])
    elif word == "udp":
        listeners[within(rest[0], lambda: datagrams(int(rest[1])))] = (word, rest[0])
    elif word == "send":
        where = tuple(rest[:2])
        if where not in senders:
            senders[where] = within(rest[0], lambda: packets(rest[1], 0))
        try:
            senders[where].send(bytes.fromhex(rest[2]))
        except OSError as e:
            # What tc drops on its way out is no buffer space to the sender.
            if e.errno != errno.ENOBUFS:
                raise
        listen(0.02)
    elif word == "wait":
        listen(float(rest[0]))
print("\n".join(sorted(set(heard))))
