package io.lsdn.controller.inventory;

import java.util.Optional;

/**
 * How a host is told to gain rights.
 *
 * @param enabled {@code ansible_become}; empty where the inventory says nothing, so that {@code -b} decides
 * @param user {@code ansible_become_user} or {@code ansible_sudo_user}
 * @param password {@code ansible_become_password}, {@code ansible_become_pass} or {@code ansible_sudo_pass}
 * @param executable {@code ansible_become_exe} or {@code ansible_sudo_exe}, in the place of {@code sudo}
 * @param flags {@code ansible_become_flags} or {@code ansible_sudo_flags}, raw
 */
public record Become(
        Optional<Boolean> enabled,
        Optional<String> user,
        Optional<Secret> password,
        Optional<String> executable,
        Optional<String> flags) {}
