package io.github.servicehandler.contract;

import java.util.List;

/** Is one step of a {@link FuzzScript}. Paths are below the manager's own directory of unit files. */
sealed interface FuzzStep {

    /** Writes a unit file or drop-in, in the directory that lasts or in that of files until the next boot. */
    record Write(boolean lasting, String path, String text) implements FuzzStep {

        Write with(List<String> lines) {
            return new Write(lasting, path, String.join("\n", lines) + "\n");
        }

        @Override
        public String toString() {
            return "cat > " + (lasting ? "" : "$RUNTIME/") + path + " <<'END'\n" + text + "END";
        }
    }

    /** Removes a unit file or drop-in. */
    record Delete(boolean lasting, String path) implements FuzzStep {
        @Override
        public String toString() {
            return "rm " + (lasting ? "" : "$RUNTIME/") + path;
        }
    }

    /** Runs systemctl. */
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
