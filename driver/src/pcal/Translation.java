package pcal;

import java.io.PrintStream;
import java.util.List;

import util.ToolIO;

/** The door to the PlusCal translator, whose class TLC 2.15 shows only to its own package. */
public final class Translation {
    private Translation() {}

    /** Translates a module's algorithm in its file; returns what the translator says against it, nothing if all is well. */
    public static List<String> translate(String module) {
        PrintStream out = ToolIO.out;
        PrintStream err = ToolIO.err;
        ToolIO.setMode(ToolIO.TOOL); // else the translator ends the process when it finds an error
        try {
            ToolIO.reset();
            boolean translated = trans.runMe(new String[] {"-nocfg", module}) != trans.STATUS_EXIT_WITH_ERRORS;
            return translated ? List.of() : List.of(ToolIO.getAllMessages());
        } finally {
            ToolIO.setMode(ToolIO.SYSTEM);
            ToolIO.out = out;
            ToolIO.err = err;
        }
    }
}
