package io.github.servicehandler.unit;

/** One line that sets something, as a key and a raw value. */
record Assignment(String key, String value) {}
