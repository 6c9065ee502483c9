package io.refcache.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The project's documents, as they stand in the repository.
 */
final class Documents {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern JAVA = Pattern.compile("(?ms)^( *)```java\\n(.*?)^ *```$");

	private Documents() {
	}

	static Path readme() {
		return ROOT.resolve("README.md");
	}

	static List<Path> all() throws IOException {
		List<Path> documents = new ArrayList<>(List.of(readme()));
		try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
			docs.filter((path) -> path.toString().endsWith(".md")).sorted().forEach(documents::add);
		}
		return documents;
	}

	static String read(Path document) {
		try {
			return Files.readString(document);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<String> javaSnippets(Path document) {
		List<String> snippets = new ArrayList<>();
		Matcher matcher = JAVA.matcher(read(document));
		while (matcher.find()) {
			snippets.add(matcher.group(2).replaceAll("(?m)^" + matcher.group(1), ""));
		}
		return snippets;
	}

}
