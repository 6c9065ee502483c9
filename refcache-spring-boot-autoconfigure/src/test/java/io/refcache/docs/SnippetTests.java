package io.refcache.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every Java snippet of the documents compiles as it stands.
 */
class SnippetTests {

	@TempDir
	private Path output;

	@Test
	void everySnippetCompiles() throws IOException {
		SnippetCompiler compiler = new SnippetCompiler(this.output);
		List<String> errors = new ArrayList<>();
		int snippets = 0;
		for (Path document : Documents.all()) {
			for (String snippet : Documents.javaSnippets(document)) {
				snippets++;
				compiler.compile(snippet).forEach((error) -> errors.add(document.getFileName() + ": " + error));
			}
		}
		assertThat(errors).isEmpty();
		assertThat(snippets).isGreaterThanOrEqualTo(2);
	}

	@Test
	void aSnippetThatDoesNotCompileIsFound() {
		assertThat(new SnippetCompiler(this.output).compile("class Wrong { io.refcache.RefCache cache = 1; }"))
			.hasSize(1);
	}

}
