package io.github.servicehandler.testing;

/** The disk of a fake, on which tests of other packages can change files without systemctl. */
public final class FakeDisk {

    private final FakeSystemd fake;

    public FakeDisk(FakeSystemd fake) {
        this.fake = fake;
    }

    public void write(String path, String text) {
        fake.files().write(path, text);
    }

    /** Creates a symbolic link. */
    public void link(String path, String target) {
        fake.files().link(path, target);
    }

    /** Removes a file or link, if there is one. */
    public void remove(String path) {
        fake.files().remove(path);
    }
}
