package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splitter of a value into words, which resolves quotes and escapes. It works on bytes, because escapes stand for
 * bytes.
 */
final class WordSplitter {

    private static final int END = -1;

    private final String value;
    private final byte[] in;
    private int position;

    WordSplitter(String value) {
        this.value = value;
        this.in = value.getBytes(StandardCharsets.UTF_8);
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        for (skipBlanks(); peek(0) != END; skipBlanks()) {
            words.add(word());
        }
        return words;
    }

    List<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        List<String> command = new ArrayList<>();
        for (skipBlanks(); peek(0) != END; skipBlanks()) {
            if (peek(0) == ';' && isBreak(peek(1))) {
                position++;
                commands.add(command);
                command = new ArrayList<>();
            } else {
                command.add(commandWord());
            }
        }
        commands.add(command);
        commands.removeIf(List::isEmpty);
        return commands;
    }

    private String commandWord() {
        if (peek(0) == '\\' && peek(1) == ';' && isBreak(peek(2))) {
            position += 2;
            return ";";
        }
        return word();
    }

    private String word() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int quote = 0;
        while (quote != 0 || !isBreak(peek(0))) {
            int c = peek(0);
            if (c == END) {
                throw new IllegalArgumentException("unterminated quote in " + VisibleText.quoted(value));
            } else if (c == '\\') {
                position += BackslashEscape.append(in, position, out);
            } else if (c == quote) {
                quote = 0;
                position++;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                position++;
            } else {
                out.write(c);
                position++;
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void skipBlanks() {
        while (peek(0) != END && isBreak(peek(0))) {
            position++;
        }
    }

    private int peek(int ahead) {
        return position + ahead < in.length ? in[position + ahead] & 0xff : END;
    }

    private static boolean isBreak(int c) {
        return c == END || UntrustedText.isBlank((char) c);
    }
}
