/**
 * A library that starts, stops, watches, reads the logs of, and supervises systemd services, with an in-memory systemd
 * for tests. Start at the package {@link io.github.servicehandler}.
 */
module io.github.servicehandler {
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.servicehandler;
    exports io.github.servicehandler.command;
    exports io.github.servicehandler.files;
    exports io.github.servicehandler.journal;
    exports io.github.servicehandler.unit;
    exports io.github.servicehandler.testing;
    exports io.github.servicehandler.watch;
    exports io.github.servicehandler.watchdog;
}
