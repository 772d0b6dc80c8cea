package sysmobench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import tla2sany.drivers.FrontEndException;
import tla2sany.drivers.InitException;
import tla2sany.drivers.SANY;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.parser.ParseException;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import util.SimpleFilenameToStream;
import util.ToolIO;

/** One module through SANY: its messages as SANY words them, and, when there are none, what it declares. */
final class Sany {
    private Sany() {}

    static Json.Obj parse(String module) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        SpecObj spec = new SpecObj(module, new SimpleFilenameToStream("."));
        boolean crashed = false;
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        PrintStream usual = ToolIO.out;
        ToolIO.out = out; // lexical errors are said there only
        try {
            SANY.frontEndMain(spec, module, out);
        } catch (FrontEndException | RuntimeException | StackOverflowError thrown) {
            crashed = true;
            out.println(thrown.toString());
        } finally {
            ToolIO.out = usual;
        }
        ModuleNode root = spec.getExternalModuleTable() == null ? null : spec.getRootModule();
        List<String> errors = new ArrayList<>();
        errors.addAll(Arrays.asList(spec.getInitErrors().getAborts()));
        errors.addAll(Arrays.asList(spec.getInitErrors().getErrors()));
        errors.addAll(Arrays.asList(spec.getParseErrors().getAborts()));
        errors.addAll(Arrays.asList(spec.getParseErrors().getErrors()));
        errors.addAll(Arrays.asList(spec.getSemanticErrors().getAborts()));
        errors.addAll(Arrays.asList(spec.getSemanticErrors().getErrors()));
        boolean ok = !crashed && errors.isEmpty() && spec.getErrorLevel() == 0 && root != null;
        Json.Obj json = new Json.Obj().put("ok", ok).put("errors", errors)
            .put("printed", printed.toString(StandardCharsets.UTF_8));
        if (ok) {
            json.put("constants", names(root.getConstantDecls())).put("variables", names(root.getVariableDecls()))
                .put("operators", operators(root));
        }
        return json;
    }

    /** Whether each of these modules can be parsed, by grammar alone. */
    static List<Boolean> grammatical(List<?> modules) {
        List<Boolean> answers = new ArrayList<>();
        for (Object module : modules) {
            SpecObj spec = new SpecObj((String) module, new SimpleFilenameToStream("."));
            PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
            try {
                SANY.frontEndInitialize(spec, nowhere);
                SANY.frontEndParse(spec, nowhere);
                answers.add(spec.getErrorLevel() == 0);
            } catch (InitException | ParseException | RuntimeException | StackOverflowError thrown) {
                answers.add(false);
            }
        }
        return answers;
    }

    private static List<String> names(OpDeclNode[] declarations) {
        List<String> names = new ArrayList<>();
        for (OpDeclNode declaration : declarations) names.add(declaration.getName().toString());
        return names;
    }

    private static List<Json.Obj> operators(ModuleNode root) {
        List<Json.Obj> operators = new ArrayList<>();
        for (OpDefNode operator : root.getOpDefs()) {
            ModuleNode home = operator.getOriginallyDefinedInModuleNode();
            operators.add(new Json.Obj().put("name", operator.getName().toString()).put("arity", operator.getArity())
                .put("level", operator.getLevel()).put("module", home == null ? "" : home.getName().toString())
                .put("line", operator.getLocation().beginLine()).put("column", operator.getLocation().beginColumn()));
        }
        return operators;
    }
}
