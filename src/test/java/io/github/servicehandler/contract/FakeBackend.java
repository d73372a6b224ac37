package io.github.servicehandler.contract;

import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.testing.FakeDisk;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.ProgramBehaviour;
import java.util.Set;

/** A manager of an in-memory systemd, which is new for each case. */
final class FakeBackend implements Backend {

    private final int version;
    private final boolean user;
    private final Set<String> paths;
    private FakeSystemd fake;

    FakeBackend(int version, boolean user) {
        this(version, user, Set.of());
    }

    /**
     * Creates a backend.
     *
     * @param paths the paths that exist in addition to those of every machine
     */
    FakeBackend(int version, boolean user, Set<String> paths) {
        this.version = version;
        this.user = user;
        this.paths = Set.copyOf(paths);
        this.fake = create();
    }

    private FakeSystemd create() {
        FakeSystemd systemd = FakeSystemd.create(version);
        systemd.program("/etc/passwd", ProgramBehaviour.cannotExecute());
        paths.forEach(path -> systemd.path(path, true));
        return systemd;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public boolean isUser() {
        return user;
    }

    @Override
    public CommandRunner runner() {
        return fake;
    }

    @Override
    public String directory() {
        return user ? "/home/user/.config/systemd/user" : "/etc/systemd/system";
    }

    @Override
    public String runtimeDirectory() {
        return user ? "/run/user/1000/systemd/user" : "/run/systemd/system";
    }

    @Override
    public void write(String path, String text) {
        new FakeDisk(fake).write(path, text);
    }

    @Override
    public void link(String path, String target) {
        new FakeDisk(fake).link(path, target);
    }

    @Override
    public void delete(String path) {
        new FakeDisk(fake).remove(path);
    }

    @Override
    public void clear() {
        fake = create();
    }

    @Override
    public String toString() {
        return "fake-" + (user ? "user-" : "system-") + version;
    }
}
