package io.lsdn.controller.report;

import io.lsdn.controller.rollout.HostOutcome;
import io.lsdn.controller.rollout.HostResult;
import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * For CI systems: a rollout (of several plays each) as a suite of JUnit's XML, a host as a test. A host that did what it should passes, one that took no
 * part is skipped, one whose own part failed is a failure, and one that had to go back because of another is skipped too: the
 * failure is told once.
 */
public final class JunitReport implements Report {
    private final Path file;
    private final PrintStream err;
    private final List<PlayResult> suites = new ArrayList<>();
    private String play = "";

    /** @param err where it is said if the file cannot be written: a rollout does not fail for that */
    public JunitReport(Path file, PrintStream err) {
        this.file = file;
        this.err = err;
    }

    @Override
    public void on(RolloutEvent event) {
        // Only the end is told.
    }

    @Override
    public void play(String name, Topology topology) {
        play = ": " + name;
    }

    /** With all that ended before. */
    @Override
    public void ended(RolloutResult result) {
        suites.add(new PlayResult(play, result));
        try {
            Files.writeString(file, xml(suites));
        } catch (IOException e) {
            err.println("lsdn-deploy: the JUnit file " + file + " cannot be written: " + e.getMessage());
        }
    }

    static String xml(RolloutResult result) {
        return xml(List.of(new PlayResult("", result)));
    }

    private static String xml(List<PlayResult> suites) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (PlayResult suite : suites) {
                suite(xml, suite.play(), suite.result());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string takes all that is written", e);
        }
        return text + "\n";
    }

    private static void suite(XMLStreamWriter xml, String play, RolloutResult result) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute(xml, "name", "lsdn-deploy " + result.context() + play);
        attribute(xml, "id", result.rollout());
        attribute(xml, "tests", Integer.toString(result.hosts().size()));
        attribute(xml, "failures", count(result, JunitReport::isFailure));
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", count(result, JunitReport::isSkipped));
        attribute(xml, "time", seconds(result.took()));
        for (HostResult host : result.hosts().values()) {
            testcase(xml, result, host);
        }
        xml.writeEndElement();
    }

    private static void testcase(XMLStreamWriter xml, RolloutResult result, HostResult host) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "classname", "lsdn-deploy." + result.context());
        attribute(xml, "name", host.host());
        attribute(xml, "time", seconds(host.took()));
        if (isFailure(host)) {
            xml.writeStartElement("failure");
            attribute(
                    xml,
                    "type",
                    host.error().map(Fault::code).orElse(host.outcome().word()));
            attribute(xml, "message", host.error().map(Fault::message).orElse(Texts.words(host.outcome())));
            xml.writeCharacters(clean(Texts.words(host.outcome())
                    + host.error().map(f -> ": " + Texts.fault(f)).orElse("")));
            host.left().forEach(l -> characters(xml, "\nleft there: " + l));
            xml.writeEndElement();
        } else if (isSkipped(host)) {
            xml.writeStartElement("skipped");
            attribute(xml, "message", Texts.words(host.outcome()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static boolean isFailure(HostResult host) {
        return switch (host.outcome()) {
            case FAILED, UNREACHABLE, ROLLBACK_FAILED -> true;
            case ROLLED_BACK -> host.error().isPresent();
            case COMMITTED, UNCHANGED, CHECKED, SKIPPED -> false;
        };
    }

    private static boolean isSkipped(HostResult host) {
        return host.outcome() == HostOutcome.SKIPPED || host.outcome() == HostOutcome.ROLLED_BACK && !isFailure(host);
    }

    private static String count(RolloutResult result, Predicate<HostResult> which) {
        return Long.toString(result.hosts().values().stream().filter(which).count());
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    private static void characters(XMLStreamWriter xml, String text) {
        try {
            xml.writeCharacters(clean(text));
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string takes all that is written", e);
        }
    }

    /** XML 1.0 has no words for most control characters, not even escaped ones. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> c == '\n' || c == '\t' || c >= 0x20 && c != 0xFFFE && c != 0xFFFF ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
