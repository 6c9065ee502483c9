package io.refcache.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON schema of an object, property by property.
 */
final class Schema {

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private final List<String> required = new ArrayList<>();

	Schema text(String name, String description, boolean required) {
		if (required) {
			this.required.add(name);
		}
		return property(name, Map.of("type", "string", "description", description));
	}

	Schema number(String name, String description, int minimum) {
		return property(name, Map.of("type", "integer", "minimum", minimum, "description", description));
	}

	Schema number(String name, String description, int minimum, int maximum) {
		return property(name,
				Map.of("type", "integer", "minimum", minimum, "maximum", maximum, "description", description));
	}

	Schema flag(String name, String description) {
		return property(name, Map.of("type", "boolean", "description", description));
	}

	Schema choice(String name, String description, List<String> values) {
		return property(name, Map.of("type", "string", "enum", values, "description", description));
	}

	private Schema property(String name, Map<String, Object> schema) {
		this.properties.put(name, schema);
		return this;
	}

	Map<String, Object> toMap() {
		Map<String, Object> schema = new LinkedHashMap<>();
		schema.put("type", "object");
		schema.put("properties", this.properties);
		schema.put("required", this.required);
		return schema;
	}

}
