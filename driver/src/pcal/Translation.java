package pcal;

/** The door to the PlusCal translator, whose class TLC 2.15 shows only to its own package. */
public final class Translation {
    private Translation() {}

    /** Translates a module's algorithm in its file; false if the translator refused it. */
    public static boolean translate(String module) {
        return trans.runMe(new String[] {"-nocfg", module}) == trans.STATUS_OK;
    }
}
