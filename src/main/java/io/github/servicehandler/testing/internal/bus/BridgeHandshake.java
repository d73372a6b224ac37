package io.github.servicehandler.testing.internal.bus;

import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * The server side of the D-Bus authentication handshake, as systemd-stdio-bridge implements it. The bridge cannot
 * identify the client at the other end of its pipe, so it accepts every identity.
 */
final class BridgeHandshake {

    private static final int MAX_LINE_LENGTH = 64 * 1024;
    private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2})*");
    private static final String OK = "OK 5e41ce4a11de0f5e41ce4a11de0f0001";

    private final StringBuilder line = new StringBuilder();
    private boolean nulSeen;
    private boolean awaitsData;
    private boolean authenticated;
    private boolean done;

    boolean isDone() {
        return done;
    }

    /**
     * Consumes bytes up to the end of the handshake; the bytes after it stay in the buffer.
     *
     * @return the answers to send, possibly empty
     * @throws BusProtocolException if the bytes do not follow the handshake protocol
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
        if (line.length() > MAX_LINE_LENGTH) {
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
            case "DATA" -> awaitsData ? accept(words.length > 1 ? words[1] : "") : "ERROR";
            case "CANCEL", "ERROR" -> reject("REJECTED");
            case "BEGIN" -> begin();
            // also NEGOTIATE_UNIX_FD: a pipe cannot carry file descriptors
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
        awaitsData = true;
        return "DATA";
    }

    private String accept(String token) {
        if (!HEX.matcher(token).matches()) {
            return reject("REJECTED");
        }
        awaitsData = false;
        authenticated = true;
        return OK;
    }

    private String reject(String answer) {
        awaitsData = false;
        authenticated = false;
        return answer;
    }

    private String begin() {
        done = authenticated;
        return done ? "" : "ERROR";
    }
}
