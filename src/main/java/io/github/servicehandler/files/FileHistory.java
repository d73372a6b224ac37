package io.github.servicehandler.files;

import java.util.List;

/** History of a followed path: the files that were there since the last look, even if they are not there any more. */
interface FileHistory {

    /** A history of a path that is not watched. */
    FileHistory NONE = new FileHistory() {
        @Override
        public boolean hasPassed() {
            return false;
        }

        @Override
        public List<PassedFile> passed() {
            return List.of();
        }

        @Override
        public void forget(List<PassedFile> files) {}
    };

    /** Returns whether there may be files in the history. Cheap, but without the newest reports of the system. */
    boolean hasPassed();

    /** Returns the files in their order, including the one that is at the path now, up to the present moment. */
    List<PassedFile> passed();

    /** Removes files from the history. */
    void forget(List<PassedFile> files);
}
