package cn.smspay.build;

import cn.smspay.store.Store;
import cn.smspay.store.dialect.ColumnKind;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.type.TypeMirror;
import javax.tools.ToolProvider;

/**
 * The statements of the program, read from its source: every text that begins as a statement does, put together from constants
 * and from what is passed to methods of the same file, and every text that is handed to JDBI. A part that cannot be known is
 * taken for the number 1; a text counts if SQLite takes it.
 */
final class Statements {
    private static final Pattern BEGINS = Pattern.compile("(?is)^\\s*(select|insert|update|delete from|with)\\s.*");
    private static final Set<String> ASKING = Set.of("createQuery", "createUpdate", "prepareBatch");
    /** What is about SQLite itself, and the play book's own database. */
    private static final List<String> ONE_KIND =
            List.of("/store/sqlite/", "/store/postgres/", "/tools/transcript/Sweeper", "/tools/bench/Bench");
    /** Variants of one text; more are a loop. */
    private static final int MOST = 64;

    private static final int DEEPEST = 8;

    /** By place, {@code File.java:line}. */
    final Map<String, Set<String>> texts = new HashMap<>();

    /** What is bound by name to the statements of a place. */
    final Map<String, Map<String, ColumnKind>> bound = new HashMap<>();

    private final Map<String, Map<String, TreePath>> constants = new HashMap<>();

    private final Trees trees;
    private final SourcePositions positions;

    private Statements(Trees trees) {
        this.trees = trees;
        this.positions = trees.getSourcePositions();
    }

    static Statements of(Path sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                var found = Files.walk(sources)) {
            var paths = found.filter(file -> file.toString().endsWith(".java")).toList();
            var wanted = new ArrayList<Path>();
            for (var path : paths) {
                var text = Files.readString(path);
                if (ONE_KIND.stream().anyMatch(path.toString()::contains)) {
                    continue;
                }
                if (text.contains("org.jdbi") || text.contains("cn.smspay.store") || text.contains("select ")) {
                    wanted.add(path);
                }
            }
            var task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    problem -> {},
                    List.of("-proc:none", "-cp", classpath()),
                    null,
                    files.getJavaFileObjectsFromPaths(wanted));
            var units = new ArrayList<CompilationUnitTree>();
            task.parse().forEach(units::add);
            // What is bound has a type.
            task.analyze();
            var statements = new Statements(Trees.instance(task));
            units.forEach(statements::noteConstants);
            units.forEach(statements::read);
            return statements;
        }
    }

    private static String classpath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")) + ":"
                + Path.of(Store.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath());
    }

    private static Optional<ColumnKind> kind(TypeMirror type) {
        return switch (String.valueOf(type)) {
            case "long", "int", "boolean", "java.lang.Long", "java.lang.Integer", "java.lang.Boolean" ->
                Optional.of(ColumnKind.NUMBER);
            case "java.lang.String" -> Optional.of(ColumnKind.TEXT);
            case "byte[]" -> Optional.of(ColumnKind.OCTETS);
            default -> Optional.empty();
        };
    }

    private void noteConstants(CompilationUnitTree unit) {
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree variable, Void nothing) {
                var above = getCurrentPath().getParentPath().getLeaf();
                if (above instanceof ClassTree owner) {
                    constants
                            .computeIfAbsent(owner.getSimpleName().toString(), name -> new HashMap<>())
                            .put(variable.getName().toString(), getCurrentPath());
                }
                return super.visitVariable(variable, nothing);
            }
        }.scan(unit, null);
    }

    private void read(CompilationUnitTree unit) {
        var file = new OneFile(unit);
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                if (call.getMethodSelect() instanceof MemberSelectTree select
                        && ASKING.contains(select.getIdentifier().toString())
                        && !call.getArguments().isEmpty()) {
                    note(
                            call,
                            file.values(
                                    new TreePath(
                                            getCurrentPath(),
                                            call.getArguments().get(0)),
                                    0));
                }
                if (call.getMethodSelect() instanceof MemberSelectTree select
                        && select.getIdentifier().contentEquals("bind")
                        && call.getArguments().size() == 2
                        && call.getArguments().get(0) instanceof LiteralTree name) {
                    var value =
                            new TreePath(getCurrentPath(), call.getArguments().get(1));
                    // A chain of calls begins where its first one does.
                    kind(trees.getTypeMirror(value))
                            .ifPresent(kind -> bound.computeIfAbsent(file.place(call), place -> new HashMap<>())
                                    .put(String.valueOf(name.getValue()), kind));
                }
                return super.visitMethodInvocation(call, nothing);
            }

            @Override
            public Void visitBinary(BinaryTree sum, Void nothing) {
                if (!(getCurrentPath().getParentPath().getLeaf() instanceof BinaryTree)) {
                    note(sum, file.values(getCurrentPath(), 0));
                }
                return super.visitBinary(sum, nothing);
            }

            @Override
            public Void visitLiteral(LiteralTree literal, Void nothing) {
                if (!(getCurrentPath().getParentPath().getLeaf() instanceof BinaryTree)) {
                    note(literal, file.values(getCurrentPath(), 0));
                }
                return super.visitLiteral(literal, nothing);
            }

            private void note(Tree at, Set<String> values) {
                for (var value : values) {
                    if (BEGINS.matcher(value).matches()) {
                        texts.computeIfAbsent(file.place(at), place -> new LinkedHashSet<>())
                                .add(value);
                    }
                }
            }
        }.scan(unit, null);
    }

    private final class OneFile {
        private final CompilationUnitTree unit;
        private final Map<String, List<TreePath>> calls = new HashMap<>();
        private final Map<String, List<TreePath>> methods = new HashMap<>();

        OneFile(CompilationUnitTree unit) {
            this.unit = unit;
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                    if (call.getMethodSelect() instanceof IdentifierTree name) {
                        calls.computeIfAbsent(name.getName().toString(), n -> new ArrayList<>())
                                .add(getCurrentPath());
                    }
                    return super.visitMethodInvocation(call, nothing);
                }

                @Override
                public Void visitMethod(MethodTree method, Void nothing) {
                    methods.computeIfAbsent(method.getName().toString(), n -> new ArrayList<>())
                            .add(getCurrentPath());
                    return super.visitMethod(method, nothing);
                }
            }.scan(unit, null);
        }

        String place(Tree tree) {
            long at = positions.getStartPosition(unit, tree);
            return Path.of(unit.getSourceFile().getName()).getFileName() + ":"
                    + unit.getLineMap().getLineNumber(at);
        }

        Set<String> values(TreePath path, int deep) {
            var tree = path.getLeaf();
            Set<String> values = Set.of("1");
            if (deep > DEEPEST) {
                return values;
            }
            if (tree instanceof LiteralTree literal) {
                values = Set.of(String.valueOf(literal.getValue()));
            } else if (tree instanceof ParenthesizedTree inner) {
                values = values(new TreePath(path, inner.getExpression()), deep);
            } else if (tree instanceof BinaryTree sum && tree.getKind() == Tree.Kind.PLUS) {
                values = product(
                        values(new TreePath(path, sum.getLeftOperand()), deep),
                        values(new TreePath(path, sum.getRightOperand()), deep));
            } else if (tree instanceof ConditionalExpressionTree either) {
                values = union(List.of(
                        values(new TreePath(path, either.getTrueExpression()), deep),
                        values(new TreePath(path, either.getFalseExpression()), deep)));
            } else if (tree instanceof IdentifierTree name) {
                values = named(path, name.getName().toString(), deep + 1);
            } else if (tree instanceof MemberSelectTree select) {
                var owner = constants.getOrDefault(lastOf(select.getExpression().toString()), Map.of());
                values = initial(owner.get(select.getIdentifier().toString()), deep + 1);
            } else if (tree instanceof MethodInvocationTree call) {
                values = called(path, call, deep + 1);
            }
            return values;
        }

        private String lastOf(String name) {
            return name.substring(name.lastIndexOf('.') + 1);
        }

        private Set<String> initial(TreePath variable, int deep) {
            if (variable == null
                    || !(variable.getLeaf() instanceof VariableTree tree)
                    || tree.getInitializer() == null) {
                return Set.of("1");
            }
            return values(new TreePath(variable, tree.getInitializer()), deep);
        }

        private Set<String> named(TreePath path, String name, int deep) {
            for (var at = path.getParentPath(); at != null; at = at.getParentPath()) {
                if (at.getLeaf() instanceof MethodTree method) {
                    for (int i = 0; i < method.getParameters().size(); i++) {
                        if (method.getParameters().get(i).getName().contentEquals(name)) {
                            return passed(method, i, deep);
                        }
                    }
                    var local = local(at, name);
                    if (local != null) {
                        return initial(local, deep);
                    }
                } else if (at.getLeaf() instanceof ClassTree owner) {
                    var known = constants
                            .getOrDefault(owner.getSimpleName().toString(), Map.of())
                            .get(name);
                    if (known != null) {
                        return initial(known, deep);
                    }
                }
            }
            return Set.of("1");
        }

        private TreePath local(TreePath method, String name) {
            var found = new TreePath[1];
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitVariable(VariableTree variable, Void nothing) {
                    if (found[0] == null && variable.getName().contentEquals(name)) {
                        found[0] = getCurrentPath();
                    }
                    return super.visitVariable(variable, nothing);
                }
            }.scan(method, null);
            return found[0];
        }

        private Set<String> passed(MethodTree method, int at, int deep) {
            var all = new ArrayList<Set<String>>();
            for (var call : calls.getOrDefault(method.getName().toString(), List.of())) {
                var arguments = ((MethodInvocationTree) call.getLeaf()).getArguments();
                if (arguments.size() == method.getParameters().size()) {
                    all.add(values(new TreePath(call, arguments.get(at)), deep));
                }
            }
            return all.isEmpty() ? Set.of("1") : union(all);
        }

        private Set<String> called(TreePath path, MethodInvocationTree call, int deep) {
            var text = call.toString();
            if (text.startsWith("String.join(") && text.contains(".columns()")) {
                return Set.of("*");
            }
            if (call.getMethodSelect() instanceof MemberSelectTree select) {
                var target = new TreePath(path, select.getExpression());
                if (select.getIdentifier().contentEquals("formatted")) {
                    var whole = values(target, deep);
                    for (ExpressionTree argument : call.getArguments()) {
                        whole = replaced(whole, values(new TreePath(path, argument), deep));
                    }
                    return whole;
                }
                return Set.of("1");
            }
            var made = new ArrayList<Set<String>>();
            if (call.getMethodSelect() instanceof IdentifierTree name) {
                for (var method : methods.getOrDefault(name.getName().toString(), List.of())) {
                    new TreePathScanner<Void, Void>() {
                        @Override
                        public Void visitReturn(ReturnTree back, Void nothing) {
                            if (back.getExpression() != null) {
                                made.add(values(new TreePath(getCurrentPath(), back.getExpression()), deep));
                            }
                            return super.visitReturn(back, nothing);
                        }
                    }.scan(method, null);
                }
            }
            return made.isEmpty() ? Set.of("1") : union(made);
        }

        private Set<String> replaced(Set<String> texts, Set<String> values) {
            return combined(texts, text -> {
                var all = new LinkedHashSet<String>();
                values.forEach(value -> all.add(text.replaceFirst("%[sd]", Matcher.quoteReplacement(value))));
                return all;
            });
        }
    }

    private static Set<String> product(Set<String> left, Set<String> right) {
        return combined(left, first -> {
            var all = new LinkedHashSet<String>();
            right.forEach(second -> all.add(first + second));
            return all;
        });
    }

    private static Set<String> combined(Set<String> texts, Function<String, Set<String>> each) {
        var all = new LinkedHashSet<String>();
        for (var text : texts) {
            for (var made : each.apply(text)) {
                if (all.size() < MOST) {
                    all.add(made);
                }
            }
        }
        return all;
    }

    private static Set<String> union(List<Set<String>> sets) {
        var all = new LinkedHashSet<String>();
        sets.forEach(all::addAll);
        return all;
    }
}
