package io.github.servicehandler.contract;

import java.util.List;

/** One step of a {@link FuzzScript}. Paths are relative to a directory of unit files. */
sealed interface FuzzStep {

    /**
     * The writing of a unit file or drop-in, either to the lasting directory or to that of files until the next boot.
     */
    record Write(boolean isLasting, String path, String text) implements FuzzStep {

        Write withLines(List<String> lines) {
            return new Write(isLasting, path, String.join("\n", lines) + "\n");
        }

        @Override
        public String toString() {
            return "cat > " + (isLasting ? "" : "$RUNTIME/") + path + " <<'END'\n" + text + "END";
        }
    }

    /** The removal of a unit file or drop-in. */
    record Delete(boolean isLasting, String path) implements FuzzStep {
        @Override
        public String toString() {
            return "rm " + (isLasting ? "" : "$RUNTIME/") + path;
        }
    }

    /** The creation of a symbolic link in the lasting directory. */
    record Link(String path, String target) implements FuzzStep {
        @Override
        public String toString() {
            return "ln -sf " + target + " " + path;
        }
    }

    /** An order that is given through the library, to one unit or to several. */
    record Order(FuzzVerb verb, List<String> units) implements FuzzStep {
        @Override
        public String toString() {
            return "library: " + verb + " " + String.join(" ", units);
        }
    }

    /** A search for all units of the script through the library. */
    record Find() implements FuzzStep {
        @Override
        public String toString() {
            return "library: find units";
        }
    }

    /** A run of systemctl. */
    record Run(List<String> words) implements FuzzStep {
        static Run of(String... words) {
            return new Run(List.of(words));
        }

        @Override
        public String toString() {
            return "systemctl " + String.join(" ", words);
        }
    }
}
