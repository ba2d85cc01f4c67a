package io.lsdn.hostrunner.lab;

import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.netlink.NetlinkKernel;
import io.lsdn.hostrunner.netlink.Netns;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.wire.LabPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Builds a lab: namespaces first, then cables, then what runs in them. */
final class LabBuilder {
    private final LabPlan plan;
    private final Map<Optional<String>, NetlinkKernel> kernels = new HashMap<>();

    LabBuilder(LabPlan plan) {
        this.plan = plan;
    }

    void build() throws KernelException, IOException {
        try {
            kernels.put(Optional.empty(), NetlinkKernel.open());
            for (LabPlan.Namespace n : plan.namespaces()) {
                namespace(n);
            }
            for (LabPlan.Cable c : plan.cables()) {
                cable(c);
            }
            for (LabPlan.Daemon d : plan.daemons()) {
                daemon(d);
            }
        } finally {
            kernels.values().forEach(NetlinkKernel::close);
        }
    }

    private NetlinkKernel kernel(Optional<String> namespace) {
        return Optional.ofNullable(kernels.get(namespace))
                .orElseThrow(() -> new IllegalArgumentException("the plan has no namespace " + namespace));
    }

    private void namespace(LabPlan.Namespace n) throws KernelException, IOException {
        new Netns(n.name()).create();
        kernels.put(Optional.of(n.name()), in(Optional.of(n.name()), NetlinkKernel::open));
        var objects = new ArrayList<KernelObject>();
        objects.add(new LinkSetting.Up("lo"));
        for (String bridge : n.bridges()) {
            objects.add(new Link(bridge, new LinkKind.Bridge(false), ""));
            objects.add(new LinkSetting.AddrGenMode(bridge, LinkSetting.AddrGenMode.NONE));
            objects.add(new LinkSetting.Up(bridge));
        }
        apply(Optional.of(n.name()), objects);
    }

    /** Made where its first end stays, under the names that both ends will keep. */
    private void cable(LabPlan.Cable c) throws KernelException, IOException {
        LabPlan.End first = c.first();
        LabPlan.End second = c.second();
        apply(first.namespace(), List.of(new Link(first.link(), new LinkKind.Veth(second.link()), "")));
        if (!first.namespace().equals(second.namespace())) {
            kernel(first.namespace())
                    .moveLink(second.link(), new Netns(second.namespace().orElseThrow()));
        }
        end(first);
        end(second);
    }

    private void end(LabPlan.End e) throws KernelException, IOException {
        NetlinkKernel kernel = kernel(e.namespace());
        if (e.mac().isPresent()) {
            kernel.setAddress(e.link(), e.mac().get());
        }
        var settings = new ArrayList<KernelObject>();
        e.mtu().ifPresent(m -> settings.add(new LinkSetting.Mtu(e.link(), m)));
        e.bridge().ifPresent(b -> {
            settings.add(new LinkSetting.AddrGenMode(e.link(), LinkSetting.AddrGenMode.NONE));
            settings.add(new LinkSetting.Master(e.link(), b));
        });
        settings.add(new LinkSetting.Up(e.link()));
        if (e.addresses().stream().anyMatch(a -> a.ip().bits() == 128)) {
            // A tentative address cannot be listened on, and nobody here has its twin.
            in(e.namespace(), () -> Files.writeString(Path.of("/proc/sys/net/ipv6/conf", e.link(), "accept_dad"), "0"));
        }
        apply(e.namespace(), settings);
        for (LabPlan.Address a : e.addresses()) {
            kernel.addAddress(e.link(), a.ip(), a.prefix());
        }
    }

    private void apply(Optional<String> namespace, List<? extends KernelObject> objects) throws KernelException {
        List<Change> changes = objects.stream().map(Change::add).toList();
        List<Kernel.Outcome> outcomes = kernel(namespace).apply(changes);
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Kernel.Refused r) {
                throw new KernelException(
                        r.errno(),
                        changes.get(i).key() + namespace.map(n -> " in " + n).orElse("") + ": " + r.message());
            }
        }
    }

    private static void daemon(LabPlan.Daemon d) throws KernelException, IOException {
        String said = in(Optional.of(d.namespace()), () -> {
            var process =
                    new ProcessBuilder(d.command()).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : "exit code " + process.exitValue() + " " + output;
        });
        if (!said.isEmpty()) {
            throw new IOException(String.join(" ", d.command()) + " in " + d.namespace() + ": " + said);
        }
    }

    private static <T> T in(Optional<String> namespace, Callable<T> code) throws KernelException, IOException {
        try {
            return namespace.isEmpty() ? code.call() : new Netns(namespace.get()).call(code);
        } catch (KernelException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
