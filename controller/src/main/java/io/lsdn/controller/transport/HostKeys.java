package io.lsdn.controller.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who a host must prove to be.
 *
 * @param acceptNew whether a host that no file knows is recorded in the first of {@code userFiles}; a changed key is refused anyway
 * @param userFiles known_hosts files of the user; those that do not exist are empty
 * @param globalFiles known_hosts files of the machine, never written
 * @param alias the name to look up instead of the host's ({@code HostKeyAlias}); a port is not added to it
 */
public record HostKeys(boolean acceptNew, List<Path> userFiles, List<Path> globalFiles, Optional<String> alias) {
    public HostKeys {
        userFiles = List.copyOf(userFiles);
        globalFiles = List.copyOf(globalFiles);
    }

    public HostKeys withAcceptNew(boolean accept) {
        return new HostKeys(accept, userFiles, globalFiles, alias);
    }

    public HostKeys withUserFiles(List<Path> files) {
        return new HostKeys(acceptNew, files, globalFiles, alias);
    }

    public HostKeys withGlobalFiles(List<Path> files) {
        return new HostKeys(acceptNew, userFiles, files, alias);
    }

    public HostKeys withAlias(String name) {
        return new HostKeys(acceptNew, userFiles, globalFiles, Optional.of(name));
    }
}
