package io.github.servicehandler.testing.internal.bus;

import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * Lets a client in, as systemd-stdio-bridge does, which is the server to whoever is at its pipe: it cannot tell who
 * that is, and believes everybody.
 */
final class BridgeHandshake {

    private static final int LONGEST_LINE = 64 * 1024;
    private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2})*");
    private static final String OK = "OK 5e41ce4a11de0f5e41ce4a11de0f0001";

    private final StringBuilder line = new StringBuilder();
    private boolean nulSeen;
    private boolean dataAwaited;
    private boolean authenticated;
    private boolean done;

    boolean isDone() {
        return done;
    }

    /**
     * Takes bytes up to the end of the handshake, and no further.
     *
     * @return what to answer
     * @throws BusProtocolException if a client does not speak this language
     */
    String take(ByteBuffer bytes) throws BusProtocolException {
        StringBuilder answers = new StringBuilder();
        while (!done && bytes.hasRemaining()) {
            char next = (char) (bytes.get() & 0xff);
            if (!nulSeen) {
                requireNul(next);
            } else {
                line.append(next);
                endLine(answers);
            }
        }
        return answers.toString();
    }

    private void requireNul(char first) throws BusProtocolException {
        if (first != '\0') {
            throw new BusProtocolException("Failed to start bus forwarding server: Input/output error");
        }
        nulSeen = true;
    }

    private void endLine(StringBuilder answers) throws BusProtocolException {
        if (line.length() > LONGEST_LINE) {
            throw new BusProtocolException("Failed to start bus forwarding server: No buffer space available");
        }
        int end = line.length() - 2;
        if (end >= 0 && line.charAt(end) == '\r' && line.charAt(end + 1) == '\n') {
            String answer = answer(line.substring(0, end));
            line.setLength(0);
            answers.append(answer).append(answer.isEmpty() ? "" : "\r\n");
        }
    }

    private String answer(String command) {
        String[] words = command.split(" ", 3);
        return switch (words[0]) {
            case "AUTH" -> authenticate(words);
            case "DATA" -> dataAwaited ? accept(words.length > 1 ? words[1] : "") : "ERROR";
            case "CANCEL", "ERROR" -> reject("REJECTED");
            case "BEGIN" -> begin();
            // a pipe carries no descriptors
            default -> "ERROR";
        };
    }

    private String authenticate(String[] words) {
        boolean known = words.length > 1 && (words[1].equals("EXTERNAL") || words[1].equals("ANONYMOUS"));
        if (!known) {
            return reject("REJECTED EXTERNAL ANONYMOUS");
        }
        if (words.length > 2) {
            return accept(words[2]);
        }
        dataAwaited = true;
        return "DATA";
    }

    private String accept(String token) {
        if (!HEX.matcher(token).matches()) {
            return reject("REJECTED");
        }
        dataAwaited = false;
        authenticated = true;
        return OK;
    }

    private String reject(String how) {
        dataAwaited = false;
        authenticated = false;
        return how;
    }

    private String begin() {
        done = authenticated;
        return done ? "" : "ERROR";
    }
}
