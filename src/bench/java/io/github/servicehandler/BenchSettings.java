package io.github.servicehandler;

/** Settings from the environment that determine how much a benchmark does, so that a first look takes seconds. */
final class BenchSettings {

    private BenchSettings() {}

    static int of(String variable, int byDefault) {
        String value = System.getenv(variable);
        return value == null ? byDefault : Integer.parseInt(value);
    }

    static String of(String variable, String byDefault) {
        return System.getenv().getOrDefault(variable, byDefault);
    }
}
