package io.refcache.docs;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles snippets of the documents against the class path of the tests.
 *
 * @param output the folder of the classes
 */
record SnippetCompiler(Path output) {

	private static final Pattern PUBLIC_TYPE = Pattern.compile("public (?:class|record|interface) (\\w+)");

	/**
	 * Compiles a snippet.
	 * @return the errors
	 */
	List<String> compile(String source) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		List<String> options = List.of("-d", this.output.toString(), "-proc:none", "-parameters", "-classpath",
				System.getProperty("java.class.path"));
		compiler.getTask(null, null, diagnostics, options, null, List.of(new Snippet(source))).call();
		return diagnostics.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.map(Object::toString)
			.toList();
	}

	private static final class Snippet extends SimpleJavaFileObject {

		private final String source;

		Snippet(String source) {
			super(URI.create("string:///" + name(source) + Kind.SOURCE.extension), Kind.SOURCE);
			this.source = source;
		}

		private static String name(String source) {
			Matcher matcher = PUBLIC_TYPE.matcher(source);
			return matcher.find() ? matcher.group(1) : "Snippet";
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.source;
		}

	}

}
