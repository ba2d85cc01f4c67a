package io.lsdn.controller.transport.openssh;

import io.lsdn.controller.transport.ConnectFailure;
import io.lsdn.controller.transport.ConnectResult.Unreachable;
import io.lsdn.controller.transport.Destination;
import java.util.LinkedHashMap;
import java.util.Map;

/** What ssh means by what it says: its exit code is 255 for everything, and its texts have not changed in decades. */
final class SshComplaint {
    private static final Map<String, ConnectFailure> TEXTS = texts();

    private SshComplaint() {}

    private static Map<String, ConnectFailure> texts() {
        var texts = new LinkedHashMap<String, ConnectFailure>();
        texts.put("REMOTE HOST IDENTIFICATION HAS CHANGED", ConnectFailure.HOST_KEY_CHANGED);
        texts.put("REVOKED HOST KEY DETECTED", ConnectFailure.HOST_KEY_REVOKED);
        texts.put("revoked", ConnectFailure.HOST_KEY_REVOKED);
        texts.put("Host key verification failed", ConnectFailure.HOST_KEY_UNKNOWN);
        texts.put("Permission denied", ConnectFailure.AUTH_FAILED);
        texts.put("Too many authentication failures", ConnectFailure.AUTH_FAILED);
        texts.put("Could not resolve hostname", ConnectFailure.HOST_UNKNOWN);
        texts.put("Connection refused", ConnectFailure.CONNECT_REFUSED);
        texts.put("timed out", ConnectFailure.CONNECT_TIMEOUT);
        texts.put("No route to host", ConnectFailure.NO_ROUTE);
        texts.put("Network is unreachable", ConnectFailure.NO_ROUTE);
        texts.put("Exceeded MaxStartups", ConnectFailure.CLOSED_EARLY);
        texts.put("kex_exchange_identification", ConnectFailure.CLOSED_EARLY);
        texts.put("Connection closed by", ConnectFailure.CLOSED_EARLY);
        texts.put("Connection reset by", ConnectFailure.CLOSED_EARLY);
        return texts;
    }

    static Unreachable of(Destination.OpenSsh destination, String said) {
        ConnectFailure code = TEXTS.entrySet().stream()
                .filter(t -> said.contains(t.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(ConnectFailure.SSH_FAILED);
        String last = said.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .reduce((a, b) -> b)
                .orElse("it says nothing");
        return new Unreachable(
                code, "ssh does not get into " + destination.host() + ": " + last, hint(code, destination));
    }

    private static String hint(ConnectFailure code, Destination.OpenSsh destination) {
        return switch (code) {
            case HOST_KEY_UNKNOWN ->
                "compare the host's fingerprint (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub), then run once with"
                        + " --accept-new";
            case HOST_KEY_CHANGED ->
                "somebody may be in between. If the host was reinstalled, remove the old key: ssh-keygen -R "
                        + destination.host();
            case AUTH_FAILED ->
                "check the user (-u, ansible_user) and the key, ssh-add an encrypted one, or give a password (-k)";
            default -> "see whether it works by hand: ssh " + destination.host() + " true";
        };
    }
}
