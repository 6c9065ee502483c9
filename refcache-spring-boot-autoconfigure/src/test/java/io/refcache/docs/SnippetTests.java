package io.refcache.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every Java snippet of the documents compiles as it stands.
 */
class SnippetTests {

	private static final Pattern PUBLIC_TYPE = Pattern.compile("public (?:class|record|interface) (\\w+)");

	@TempDir
	private Path output;

	@Test
	void everySnippetCompiles() throws IOException {
		List<String> errors = new ArrayList<>();
		int snippets = 0;
		for (Path document : Documents.all()) {
			for (String snippet : Documents.javaSnippets(document)) {
				snippets++;
				compile(snippet).forEach((error) -> errors.add(document.getFileName() + ": " + error));
			}
		}
		assertThat(errors).isEmpty();
		assertThat(snippets).isGreaterThanOrEqualTo(2);
	}

	@Test
	void aSnippetThatDoesNotCompileIsFound() {
		assertThat(compile("class Wrong { io.refcache.RefCache cache = 1; }")).hasSize(1);
	}

	private List<String> compile(String source) {
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
