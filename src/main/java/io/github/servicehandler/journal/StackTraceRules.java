package io.github.servicehandler.journal;

import java.util.List;
import java.util.regex.Pattern;

/** The forms of stack traces in common languages. */
final class StackTraceRules {

    /** Lines that only stack traces have: of the JVM, JavaScript, .NET and Ruby. */
    private static final Pattern TRACE_LINE = Pattern.compile("[\t ]+at (?:<|.*(?:\\(|:\\d)).*"
            + "|[\t ]*(?:Caused by|Suppressed|Wrapped by): .*"
            + "|[\t ]*\\.\\.\\. \\d+ (?:more|common frames omitted).*"
            + "|[\t ]*\\[CIRCULAR REFERENCE: ?.*"
            + "|[\t ]*--- End of .*|[\t ]+---> .*"
            + "|[\t ]+from \\S.*:\\d+:in .*");

    /** A line of the JVM that has only the class and the message of an exception. */
    private static final Pattern EXCEPTION =
            Pattern.compile("(?:[\\w$]+\\.)+[\\w$]*(?:Exception|Error|Throwable)(?::.*)?");

    /** The word that tells that a line may be followed by the exception that it reports. */
    private static final Pattern PROBLEM = Pattern.compile("\\b(?:WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL)\\b");

    private static final Pattern PYTHON_HEADER =
            Pattern.compile("(?:[\t ]+\\+ )?(?:Exception Group )?Traceback \\(most recent call last\\):\\s*");

    private static final Pattern PYTHON_EXCEPTION = Pattern.compile("(?:\\w+\\.)*\\w+(?::.*)?");

    /** The line between the trace of an exception and that of the exception that followed from it. */
    private static final Pattern PYTHON_LINK =
            Pattern.compile("During handling of the above exception, another exception occurred:\\s*"
                    + "|The above exception was the direct cause of the following exception:\\s*");

    private static final Pattern GO_HEADER = Pattern.compile("panic: .*|fatal error: .*|.*\\bhttp: panic serving .*");

    private static final Pattern GO_LINE = Pattern.compile(
            "|\t.*|\\[signal .*|\\[originating from goroutine .*|goroutine \\d+ .*|created by .*|exit status \\d+");

    private static final Pattern GO_FRAME = Pattern.compile("\\S+\\(.*\\)");

    private StackTraceRules() {}

    /** Returns whether a line continues the message that these lines begin. */
    static boolean continues(List<String> lines, String next) {
        return TRACE_LINE.matcher(next).matches()
                || isReportedException(lines, next)
                || continuesPython(lines, next)
                || continuesGo(lines, next);
    }

    private static boolean isReportedException(List<String> lines, String next) {
        return lines.size() == 1
                && PROBLEM.matcher(lines.get(0)).find()
                && (EXCEPTION.matcher(next).matches() || isPythonHeader(next));
    }

    private static boolean continuesPython(List<String> lines, String next) {
        if (isPythonHeader(next)) {
            return PYTHON_LINK.matcher(lastWithText(lines)).matches();
        }
        int header = headerOfFrames(lines);
        if (header >= 0) {
            // the lines of a group of exceptions are all indented
            boolean endsWithException = !isIndented(lines.get(header));
            return isIndented(next)
                    || next.isBlank()
                    || (endsWithException && PYTHON_EXCEPTION.matcher(next).matches());
        }
        return (next.isBlank() || PYTHON_LINK.matcher(next).matches())
                && lines.stream().anyMatch(StackTraceRules::isPythonHeader);
    }

    /** Returns the index of the header if only stack frames follow it, and otherwise -1. */
    private static int headerOfFrames(List<String> lines) {
        int index = lines.size() - 1;
        while (index >= 0 && isIndented(lines.get(index)) && !isPythonHeader(lines.get(index))) {
            index--;
        }
        return index >= 0 && isPythonHeader(lines.get(index)) ? index : -1;
    }

    private static boolean isPythonHeader(String line) {
        return line.endsWith("(most recent call last):")
                && PYTHON_HEADER.matcher(line).matches();
    }

    private static boolean isIndented(String line) {
        return line.startsWith(" ") || line.startsWith("\t");
    }

    private static String lastWithText(List<String> lines) {
        int index = lines.size() - 1;
        while (index > 0 && lines.get(index).isBlank()) {
            index--;
        }
        return lines.get(index);
    }

    private static boolean continuesGo(List<String> lines, String next) {
        boolean isLine = GO_LINE.matcher(next).matches();
        return (isLine || GO_FRAME.matcher(next).matches())
                && lines.stream().anyMatch(line -> GO_HEADER.matcher(line).matches())
                && (isLine || lines.stream().anyMatch(line -> line.startsWith("goroutine ")));
    }
}
