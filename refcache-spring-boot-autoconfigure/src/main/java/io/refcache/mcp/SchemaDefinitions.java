package io.refcache.mcp;

import java.util.HashSet;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The definitions of a JSON schema.
 */
final class SchemaDefinitions {

	private static final String DEFINITIONS = "$defs";

	private SchemaDefinitions() {
	}

	/**
	 * Leaves out those that nothing refers to any more.
	 */
	static void prune(ObjectNode schema) {
		if (!(schema.get(DEFINITIONS) instanceof ObjectNode definitions)) {
			return;
		}
		Set<String> used = new HashSet<>();
		schema.properties()
			.stream()
			.filter((property) -> !property.getKey().equals(DEFINITIONS))
			.forEach((property) -> {
				collect(property.getValue(), definitions, used);
			});
		definitions.retain(used);
		if (definitions.isEmpty()) {
			schema.remove(DEFINITIONS);
		}
	}

	private static void collect(JsonNode node, ObjectNode definitions, Set<String> used) {
		JsonNode reference = node.get("$ref");
		String prefix = "#/" + DEFINITIONS + "/";
		if (reference != null && reference.isString() && reference.stringValue().startsWith(prefix)) {
			String name = reference.stringValue().substring(prefix.length());
			JsonNode definition = definitions.get(name);
			if (definition != null && used.add(name)) {
				collect(definition, definitions, used);
			}
		}
		node.forEach((child) -> collect(child, definitions, used));
	}

}
