package io.lsdn.tests.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Hosts and virts to deploy on. One test runs on any lab: on this machine's kernel, or on the lab kernel. */
public interface Lab extends AutoCloseable {
    List<LabHost> hosts();

    LabHost host(String name);

    /** An Ansible inventory of the hosts, for {@code lsdn-deploy -i} from this machine. */
    Path inventory();

    /** Runs a shell command as root in the host's namespace, not through its sshd. */
    CommandResult run(LabHost host, String command);

    /** Runs a shell command as root in the virt's namespace. */
    CommandResult run(LabVirt virt, String command);

    /** The network namespace of a virt, on the machine that holds the lab. */
    String namespace(LabVirt virt);

    /** Starts one program (not a shell's pipeline) in the virt's namespace, which gets SIGINT when it is to end. */
    RunningCommand start(LabVirt virt, String command);

    /** Starts one program (not a shell's pipeline) in the host's namespace, which gets SIGINT when it is to end. */
    RunningCommand start(LabHost host, String command);

    /** Runs a shell command over the host's own sshd, with the {@code ssh} client of this machine. */
    CommandResult ssh(LabHost host, String command);

    /** Makes the virts' namespaces and interfaces, all up; many at once is much faster than one by one. */
    void addVirts(Collection<LabVirt> virts);

    default void addVirt(LabVirt virt) {
        addVirts(List.of(virt));
    }

    /** Ends the virts: their namespaces and interfaces are gone when this returns. */
    void removeVirts(Collection<LabVirt> virts);

    /**
     * Moves the near end of a virt's interface to another host's namespace; the virt itself keeps running and notices
     * nothing. Returns the moved virt.
     */
    LabVirt moveVirt(LabVirt virt, String toHost, String ifName);

    /** Which of the probes were answered: an echo request each, all at once, and more of them where none came within 1 s. */
    Set<Probe> answered(Collection<Probe> probes);

    /** Sends an echo request for each of the probes again and again, from the time when each has been answered once. */
    Flows flows(Collection<Probe> probes, Duration pause);

    default boolean reaches(LabVirt from, String to) {
        return !answered(List.of(new Probe(from, to))).isEmpty();
    }

    /** Loads kernel modules now, so that what is measured later does not wait for them; a built-in one is no error. */
    void loadModules(Collection<String> modules);

    /** Ends every process and removes every namespace, interface and file of the lab. */
    @Override
    void close();
}
