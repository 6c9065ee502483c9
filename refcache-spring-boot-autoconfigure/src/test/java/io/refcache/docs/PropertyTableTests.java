package io.refcache.docs;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README's table of properties is that of the metadata.
 */
class PropertyTableTests {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:refcache|management)\\.[^`]+)` \\|");

	private static final Map<String, List<String>> OF_NAMES = Map
		.of("refcache.methods",
				List.of("refcache.methods[<name>].async-timeout", "refcache.methods[<name>].enabled",
						"refcache.methods[<name>].execution-timeout", "refcache.methods[<name>].ttl"),
				"refcache.policies",
				Stream
					.of("agent-permissions", "allowed-actors", "bound-session", "denied-actors", "owner",
							"owner-permissions", "starter-permissions", "user-permissions")
					.map("refcache.policies.<name>."::concat)
					.toList());

	@Test
	void tableListsExactlyTheProperties() throws IOException {
		TreeSet<String> properties = new TreeSet<>();
		for (JsonNode property : metadata().path("properties")) {
			String name = property.path("name").asString();
			properties.addAll(OF_NAMES.getOrDefault(name, List.of(name)));
		}
		TreeSet<String> rows = new TreeSet<>();
		ROW.matcher(Documents.read(Documents.readme())).results().forEach((row) -> rows.add(row.group(1)));
		assertThat(rows).isEqualTo(properties).hasSizeGreaterThan(15);
	}

	private static JsonNode metadata() throws IOException {
		try (InputStream stream = PropertyTableTests.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return JsonMapper.builder().build().readTree(stream);
		}
	}

}
