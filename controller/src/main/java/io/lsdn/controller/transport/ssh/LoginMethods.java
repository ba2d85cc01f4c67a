package io.lsdn.controller.transport.ssh;

import io.lsdn.controller.transport.Login;
import io.lsdn.controller.transport.Secret;
import io.lsdn.controller.transport.ssh.Identities.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;

/**
 * What to try on one host, in the order of {@link Login}; nothing is read or asked before its turn, and nothing more is
 * offered once the connection is over: sshj would go on with the next method on a connection that has just died under
 * the one before, and wait for an answer that cannot come.
 */
final class LoginMethods implements Iterable<AuthMethod> {
    private final Login login;
    private final Identities identities;
    private final LeanConfig config;
    private final BooleanSupplier isOver;
    private final Set<String> tried = new HashSet<>();
    private final List<String> complaints = new ArrayList<>();

    LoginMethods(Login login, Identities identities, LeanConfig config, BooleanSupplier isOver) {
        this.login = login;
        this.identities = identities;
        this.config = config;
        this.isOver = isOver;
    }

    @Override
    public Iterator<AuthMethod> iterator() {
        Stream<Supplier<Stream<AuthMethod>>> turns = Stream.of(
                () -> login.identities().stream().flatMap(this::fromFile),
                this::fromAgent,
                () -> login.identities().isEmpty()
                        ? login.defaultIdentities().stream().flatMap(this::fromFile)
                        : Stream.empty(),
                () -> login.password().stream().flatMap(LoginMethods::fromPassword));
        Iterator<AuthMethod> all = turns.flatMap(Supplier::get).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !isOver.getAsBoolean() && all.hasNext();
            }

            @Override
            public AuthMethod next() {
                return all.next();
            }
        };
    }

    /** How many keys were offered, and what was wrong with the rest. */
    String summary() {
        var parts = new ArrayList<String>();
        parts.add(tried.size() + (tried.size() == 1 ? " key" : " keys") + " tried");
        parts.addAll(complaints);
        parts.addAll(identities.complaints(login));
        return String.join(", ", parts);
    }

    /** A certificate of the key comes before the key itself, as with OpenSSH. */
    private Stream<AuthMethod> fromFile(Path file) {
        if (!(identities.of(file) instanceof Identity.Usable usable) || !tried.add(usable.publicKey())) {
            return Stream.empty();
        }
        return Stream.concat(certified(usable), Stream.of(new AuthPublickey(usable.key())));
    }

    private Stream<AuthMethod> certified(Identity.Usable usable) {
        return certificates(usable.publicKey()).map(c -> {
            try {
                return SignedAuth.byKey(usable.key().getPrivate(), c, config);
            } catch (IOException e) {
                throw new IllegalStateException("a key that was read is there", e);
            }
        });
    }

    private Stream<UserCertificate> certificates(String publicKey) {
        return identities.certificates(login).stream()
                .filter(c -> c.publicKey().equals(publicKey) && tried.add(c.encoded()));
    }

    private Stream<AuthMethod> fromAgent() {
        return login.agentSocket().stream().flatMap(socket -> {
            var agent = new AgentClient(socket);
            try {
                Set<String> allowed = login.identitiesOnly() ? identities.publicKeys(login) : Set.of();
                var methods = new ArrayList<AuthMethod>();
                for (AgentClient.Key key : agent.keys()) {
                    certificates(key.publicKey())
                            .map(c -> SignedAuth.byAgent(agent, key, c))
                            .forEach(methods::add);
                    if ((!login.identitiesOnly() || allowed.contains(key.publicKey())) && tried.add(key.publicKey())) {
                        methods.add(SignedAuth.byAgent(agent, key));
                    }
                }
                return methods.stream();
            } catch (IOException e) {
                complaints.add("the ssh-agent at " + socket + " does not answer");
                return Stream.empty();
            }
        });
    }

    private static Stream<AuthMethod> fromPassword(Secret password) {
        var finder = new PasswordFinder() {
            @Override
            public char[] reqPassword(Resource<?> resource) {
                return password.reveal();
            }

            @Override
            public boolean shouldRetry(Resource<?> resource) {
                return false;
            }
        };
        return Stream.of(new AuthPassword(finder), new AuthKeyboardInteractive(new PasswordResponseProvider(finder)));
    }
}
