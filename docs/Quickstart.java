import io.lsdn.hostrunner.local.CommitOutcome;
import io.lsdn.hostrunner.local.LocalHost;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import io.lsdn.netmodel.draft.AttachmentHooks;
import io.lsdn.netmodel.draft.Draft;
import io.lsdn.netmodel.draft.NetDraft;
import io.lsdn.netmodel.draft.PhysDraft;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import java.nio.file.Path;

/** Two nets over two machines, two VMs each: every machine runs this with the name of the phys that it is. */
public final class Quickstart {
    public static void main(String[] args) throws Exception {
        Draft model = Draft.empty();
        // new Settings.Geneve(Settings.DEFAULT_NAME, Settings.GENEVE_PORT), and nothing else changes.
        model.settings(new Settings.VxlanE2e(Settings.DEFAULT_NAME, Settings.VXLAN_PORT));
        model.onAttachments(Settings.DEFAULT_NAME, new Announcement());

        PhysDraft a = model.phys("a").interfaceName("eth0").ip(ip("172.16.0.1"));
        PhysDraft b = model.phys("b").interfaceName("eth0").ip(ip("172.16.0.2"));
        NetDraft net1 = model.net("net1", 1).attach(a).attach(b);
        NetDraft net2 = model.net("net2", 2).attach(a).attach(b);

        net1.virt("vm1").connect(a, "tap0").mac(mac("00:00:00:00:00:a1"));
        net2.virt("vm2").connect(a, "tap1").mac(mac("00:00:00:00:00:a2"));
        net1.virt("vm3").connect(b, "tap0").mac(mac("00:00:00:00:00:b1"));
        net2.virt("vm4").connect(b, "tap1").mac(mac("00:00:00:00:00:b2"));

        model.phys(args[0]).claimLocal();
        boolean cleanup = args.length > 1 && args[1].equals("cleanup");
        Path state = Path.of(System.getenv().getOrDefault("LSDN_DIR", LocalHost.USUAL_DIRECTORY.toString()));
        try (LocalHost host = LocalHost.open(state, System.err)) {
            CommitOutcome outcome = cleanup
                    ? host.cleanup(model, p -> System.err.println(DiagnosticPrinter.print(p)))
                    : host.commit(model, p -> System.err.println(DiagnosticPrinter.print(p)));
            System.out.println(switch (outcome) {
                case CommitOutcome.Committed c -> "generation " + c.generation() + ", " + c.changes().size() + " changes";
                case CommitOutcome.Unchanged _ -> "nothing to do";
                case CommitOutcome.Failed f -> "failed; not undone: " + f.left();
            });
            if (!outcome.isDone()) {
                System.exit(1);
            }
        }
    }

    /** Where a program would start a DHCP server, open a firewall, tell somebody. */
    private record Announcement() implements AttachmentHooks {
        @Override
        public void startUp(NetDraft net, PhysDraft phys) {
            System.out.println(net.name() + " comes to " + phys.name());
        }

        @Override
        public void shutDown(Net net, Phys phys) {
            System.out.println(net.name() + " has left " + phys.name());
        }
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static MacAddress mac(String text) {
        return MacAddress.parse(text).orElseThrow();
    }
}
