package io.lsdn.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.CommandResult;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LocalCommand;
import io.lsdn.tests.lab.NamespaceLab;
import io.lsdn.tests.lab.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packages, installed by dpkg and rpm into this system as an overlay shows it: nothing of it stays. */
@Tag("namespaces")
@Timeout(900)
final class PackagesTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();

    private static final String TOPOLOGY = """
            settings: {default: {type: vxlan/e2e}}
            physes: {a: {if: eth0, ip: 172.16.0.1}}
            nets: {shop: {vid: 1, attach: [a]}}
            """;

    private static final Path DIRECTORY =
            Path.of("/tmp", "lsdn-packages-" + ProcessHandle.current().pid());

    /** From what this build has just made. */
    @BeforeAll
    static void build() throws IOException {
        Needs.namespaces();
        Needs.packages();
        Files.createDirectories(DIRECTORY);
        Files.writeString(DIRECTORY.resolve("topo.yaml"), TOPOLOGY);
        CommandResult built = new LocalCommand(
                        List.of(
                                "env",
                                "LSDN_NO_BUILD=1",
                                ROOT.resolve("package").toString()),
                        Duration.ofMinutes(10))
                .run("");
        assertEquals(0, built.exit(), built.out() + built.err());
    }

    @AfterAll
    static void remove() throws Exception {
        new ProcessBuilder("rm", "-rf", DIRECTORY.toString()).start().waitFor();
    }

    private static Path built(String ending) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("packages/target"))) {
            return files.filter(f -> f.toString().endsWith(ending)).findFirst().orElseThrow();
        }
    }

    /** Runs a script as root in an overlay of this system, to which it may do what it likes. */
    private static String inOverlay(String script) throws IOException {
        Path upper = Files.createTempDirectory(Path.of("/tmp"), "lsdn-overlay");
        Path file = Files.writeString(DIRECTORY.resolve("script"), "set -eu\ncd " + DIRECTORY + "\n" + script);
        String around = """
                set -eu; o=%s; mount -t tmpfs none $o; mkdir $o/u $o/w $o/r
                mount -t overlay overlay -o lowerdir=/,upperdir=$o/u,workdir=$o/w $o/r
                mount --rbind /dev $o/r/dev; mount --rbind /sys $o/r/sys; mount --rbind /run $o/r/run; mount -t proc proc $o/r/proc
                exec env -u JAVA_HOME -u LSDN_JAVA_HOME chroot $o/r sh -x %s
                """.formatted(upper, file);
        CommandResult ended = new LocalCommand(
                        List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", around),
                        Duration.ofMinutes(10))
                .run("");
        Files.delete(upper);
        assertEquals(0, ended.exit(), ended.out() + ended.err());
        return ended.out();
    }

    private static final String HIDE_JAVA = """
            for d in /usr/lib/jvm /usr/java /opt; do [ ! -d $d ] || mount -t tmpfs none $d; done
            for d in /usr/local/bin /usr/bin /bin; do rm -f $d/java; done
            """;

    @Test
    void the_deb_is_installed_used_and_removed() throws IOException {
        try (Lab lab = NamespaceLab.open(LabSpec.of("a"))) {
            String said = inOverlay("""
                    dpkg -i %1$s >&2
                    test -s /var/cache/lsdn-deploy/current/lsdn.aot
                    lsdn-deploy --version
                    test "$(readlink -f "$(command -v lsctl)")" = /usr/bin/lsdn-deploy
                    lsdn-deploy validate topo.yaml >&2
                    lsdn-deploy -i %2$s topo.yaml
                    lsdn-deploy cleanup -i %2$s
                    gzip -t /usr/share/man/man1/lsdn-deploy-rollback.1.gz
                    bash --norc -c '. /usr/share/bash-completion/completions/lsdn-deploy; complete -p lsdn-deploy'
                    (%3$s
                    lsdn-deploy --version 2>&1 && exit 9; echo "without Java: $?")
                    dpkg -r lsdn-deploy >&2
                    find /usr /etc /var/cache -name '*lsdn*' -o -name lsctl
                    """.formatted(built(".deb"), lab.inventory(), HIDE_JAVA));
            assertTrue(said.startsWith("lsdn-deploy 1.0.0-SNAPSHOT (Java "), said);
            assertEquals(2, said.split("committed: 1 host committed", -1).length - 1, said);
            assertTrue(said.contains("complete -o default -F _complete_lsdn-deploy"), said);
            assertTrue(said.contains("lsdn-deploy: no Java 25 or later in LSDN_JAVA_HOME"), said);
            assertTrue(said.endsWith("without Java: 1\n"), "nothing is left: " + said);
        }
    }

    @Test
    void the_rpm_is_installed_used_and_removed() throws IOException {
        String said = inOverlay("""
                rpm --dbpath /tmp/rpmdb -i --nodeps --force-debian %1$s >&2
                test -s /var/cache/lsdn-deploy/current/lsdn.aot
                lsdn-deploy --version
                lsdn-deploy validate topo.yaml >&2
                test -L /usr/bin/lsctl
                rpm --dbpath /tmp/rpmdb -q --qf '%%{NAME} %%{ARCH} %%{SUMMARY}\\n' lsdn-deploy
                rpm --dbpath /tmp/rpmdb -V --nodeps lsdn-deploy >&2
                rpm --dbpath /tmp/rpmdb -e lsdn-deploy
                find /usr /etc /var/cache -type f -name '*lsdn*' -o -name lsctl
                """.formatted(built(".rpm")));
        assertTrue(said.startsWith("lsdn-deploy 1.0.0-SNAPSHOT (Java "), said);
        assertTrue(
                said.endsWith(
                        "lsdn-deploy noarch Rolls out virtual networks to many hypervisors over SSH, all or nothing\n"),
                said);
    }
}
