package io.github.servicehandler.testing;

/** Lets tests of other packages put files onto a fake's disk, as somebody would who does not use systemctl. */
public final class FakeDisk {

    private final FakeSystemd fake;

    /** Takes the disk of a fake. */
    public FakeDisk(FakeSystemd fake) {
        this.fake = fake;
    }

    /** Writes a file. */
    public void write(String path, String text) {
        fake.files().write(path, text);
    }

    /** Makes a symbolic link. */
    public void link(String path, String target) {
        fake.files().link(path, target);
    }

    /** Removes a file or link, if there is one. */
    public void remove(String path) {
        fake.files().remove(path);
    }
}
