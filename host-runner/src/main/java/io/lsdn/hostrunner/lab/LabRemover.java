package io.lsdn.hostrunner.lab;

import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.netlink.NetlinkKernel;
import io.lsdn.hostrunner.netlink.Netns;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Removes a lab: ends what runs in its namespaces, then the namespaces, then its interface in the machine's own. */
final class LabRemover {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private LabRemover() {}

    static void remove(String prefix) throws KernelException, IOException {
        List<Netns> ours =
                Netns.list().stream().filter(n -> n.name().startsWith(prefix)).toList();
        endProcesses(ours);
        for (Netns n : ours) {
            n.delete();
        }
        try (NetlinkKernel kernel = NetlinkKernel.open()) {
            // The namespaces go when the kernel gets round to it, and this link with them; a next lab must not meet it.
            String own = prefix + "mgmt";
            if (kernel.observe(Set.of()).link(own).isPresent()) {
                kernel.apply(List.of(Change.remove(new Link(own, new LinkKind.Veth(prefix + "root"), ""))));
            }
        }
    }

    private static void endProcesses(List<Netns> namespaces) throws IOException {
        var inodes = new HashSet<String>();
        for (Netns n : namespaces) {
            inodes.add("net:[" + Files.getAttribute(Path.of("/run/netns", n.name()), "unix:ino") + "]");
        }
        List<ProcessHandle> inside = ProcessHandle.allProcesses()
                .filter(p -> inodes.contains(namespace(p)))
                .toList();
        inside.forEach(ProcessHandle::destroy);
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (ProcessHandle p : inside) {
            if (!hasEnded(p, end - System.nanoTime())) {
                p.destroyForcibly();
            }
        }
    }

    private static String namespace(ProcessHandle p) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(p.pid()), "ns", "net"))
                    .toString();
        } catch (IOException _) {
            // It has ended meanwhile.
            return "";
        }
    }

    private static boolean hasEnded(ProcessHandle p, long nanos) {
        try {
            p.onExit().get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
