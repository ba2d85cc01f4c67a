package io.lsdn.tests.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What labs have in common whose hosts are namespaces of one machine, wherever that machine is. */
public abstract class NetnsLab implements Lab {
    private static final String TRAFFIC = "/usr/bin/python3 " + LabDirectory.SCRIPTS.resolve("traffic.py") + " ";

    private final List<LabHost> hosts;
    private final LabDirectory directory;
    private final RootShell shell;
    private final String id;

    /** The id starts the name of every namespace of the lab. */
    protected NetnsLab(List<LabHost> hosts, LabDirectory directory, RootShell shell, String id) {
        this.hosts = List.copyOf(hosts);
        this.directory = directory;
        this.shell = shell;
        this.id = id;
    }

    @Override
    public List<LabHost> hosts() {
        return hosts;
    }

    @Override
    public LabHost host(String name) {
        return hosts.stream()
                .filter(h -> h.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the lab has no host " + name));
    }

    @Override
    public Path inventory() {
        return directory.inventory();
    }

    @Override
    public CommandResult run(LabHost host, String command) {
        return shell.run(inNamespace(host.netns(), command), "");
    }

    @Override
    public CommandResult run(LabVirt virt, String command) {
        return shell.run(inNamespace(netns(virt), command), "");
    }

    @Override
    public RunningCommand start(LabVirt virt, String command) {
        return PipedCommand.start(shell, inNamespace(netns(virt), "exec " + command));
    }

    @Override
    public RunningCommand start(LabHost host, String command) {
        return PipedCommand.start(shell, inNamespace(host.netns(), "exec " + command));
    }

    @Override
    public CommandResult ssh(LabHost host, String command) {
        List<String> argv = new ArrayList<>(List.of("ssh"));
        argv.addAll(SshOptions.of(host.keyFile(), host.knownHosts()));
        argv.addAll(List.of("-p", Integer.toString(host.port()), "root@" + host.address(), command));
        return LocalCommand.of(argv).run("");
    }

    @Override
    public void addVirts(Collection<LabVirt> virts) {
        shell.run(
                        "bash -s",
                        VirtScript.add(virts, this::netns, name -> host(name).netns(), switchNetns()))
                .output();
    }

    @Override
    public void removeVirts(Collection<LabVirt> virts) {
        shell.run(
                        "bash -s",
                        VirtScript.remove(virts, this::netns, name -> host(name).netns()))
                .output();
    }

    @Override
    public LabVirt moveVirt(LabVirt virt, String toHost, String ifName) {
        LabVirt moved = virt.movedTo(toHost, ifName);
        shell.run("bash -s", VirtScript.move(virt, moved, name -> host(name).netns()))
                .output();
        return moved;
    }

    @Override
    public Set<Probe> answered(Collection<Probe> probes) {
        List<Probe> asked = List.copyOf(probes);
        return shell.run(TRAFFIC + "answered", lines(asked))
                .output()
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> asked.get(Integer.parseInt(line)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public Flows flows(Collection<Probe> probes, Duration pause) {
        List<Probe> all = List.copyOf(probes);
        String command = "exec " + TRAFFIC + "flows " + pause.toMillis() + " <<'END'\n" + lines(all) + "END\n";
        return new Flows(all, PipedCommand.start(shell, "sh -c " + RootShell.quote(command)));
    }

    private String lines(Collection<Probe> probes) {
        return probes.stream().map(p -> netns(p.from()) + " " + p.to() + "\n").collect(Collectors.joining());
    }

    @Override
    public void loadModules(Collection<String> modules) {
        shell.run("/sbin/modprobe -a " + String.join(" ", modules), "").output();
    }

    @Override
    public String namespace(LabVirt virt) {
        return netns(virt);
    }

    private String netns(LabVirt virt) {
        return id + "v." + virt.name();
    }

    private String switchNetns() {
        return switchNetns(id);
    }

    protected static String switchNetns(String id) {
        return id + "switch";
    }

    private static String inNamespace(String netns, String command) {
        return "ip netns exec %s sh -c %s".formatted(netns, RootShell.quote(command));
    }
}
