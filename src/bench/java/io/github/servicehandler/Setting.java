package io.github.servicehandler;

/** Reads how much a benchmark does from the environment, so that a first look takes seconds. */
final class Setting {

    private Setting() {}

    static int of(String variable, int byDefault) {
        String value = System.getenv(variable);
        return value == null ? byDefault : Integer.parseInt(value);
    }

    static String of(String variable, String byDefault) {
        return System.getenv().getOrDefault(variable, byDefault);
    }
}
