package io.lsdn.controller.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.Login;
import io.lsdn.controller.transport.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import net.schmizz.sshj.userauth.method.AuthMethod;
import org.junit.jupiter.api.Test;

class LoginMethodsTest {
    private final AtomicBoolean over = new AtomicBoolean();
    private final LeanConfig config = new LeanConfig();
    private final LoginMethods methods = new LoginMethods(
            new Login(
                    "u",
                    List.of(),
                    List.of(),
                    false,
                    Optional.empty(),
                    Optional.of(new Secret("secret".toCharArray()))),
            new Identities(config),
            config,
            over::get);

    @Test
    void a_password_is_offered_both_ways() {
        var names = new ArrayList<String>();
        methods.forEach(m -> names.add(m.getName()));
        assertEquals(List.of("password", "keyboard-interactive"), names);
    }

    @Test
    void nothing_more_is_offered_once_the_connection_is_over() {
        var offered = methods.iterator();
        assertTrue(offered.hasNext());
        AuthMethod first = offered.next();
        assertEquals("password", first.getName());
        over.set(true);
        assertFalse(offered.hasNext());
    }
}
