package io.github.servicehandler.testing;

import java.util.Map;
import java.util.TreeMap;

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

    /** Returns the texts of the files, and the targets of the links, in a directory. */
    public Map<String, String> texts(String directory) {
        Map<String, String> texts = new TreeMap<>();
        fake.files().below(directory).forEach((name, file) -> texts.put(name, file.text()));
        return texts;
    }

    /** Removes a file or link, if there is one. */
    public void remove(String path) {
        fake.files().remove(path);
    }
}
