package io.refcache.mcp;

import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.refcache.RefResponse;
import org.springframework.ai.util.json.schema.JsonSchemaUtils;
import org.springframework.core.ResolvableType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What clients are told of a cached tool: arguments that they can give, answers that they
 * can get, and how to go on.
 */
final class ToolSchemas {

	private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {
	};

	private final JsonMapper mapper = JsonMapper.shared();

	private final RefSchemas schemas;

	private final String note;

	/**
	 * Schemas.
	 * @param schemas schemas of types
	 * @param note what every description ends with
	 */
	ToolSchemas(RefSchemas schemas, String note) {
		this.schemas = schemas;
		this.note = note;
	}

	/**
	 * The tool as it is cached.
	 */
	Tool cached(Tool tool, ToolMethod method) {
		String description = ((tool.description() != null) ? tool.description().strip() : "") + "\n\n" + this.note;
		Map<String, Object> output = tool.outputSchema();
		return new Tool(tool.name(), tool.title(), description.strip(), input(tool.inputSchema(), method),
				(output != null) ? output(method) : null, tool.annotations(), tool.meta(), tool.icons());
	}

	/**
	 * The tool as it may call what is cached: its answer may be the state of a task.
	 */
	Tool calling(Tool tool) {
		if (tool.outputSchema() == null || this.note.isEmpty()) {
			return tool;
		}
		ObjectNode schema = this.mapper.createObjectNode().put("type", "object");
		ObjectNode own = this.mapper.valueToTree(tool.outputSchema());
		own.remove("$schema");
		JsonSchemaUtils.hoistDefsToRoot(schema, own);
		schema.putArray("anyOf").add(own).add(state());
		return new Tool(tool.name(), tool.title(), tool.description(), tool.inputSchema(),
				this.mapper.convertValue(schema, MAP), tool.annotations(), tool.meta(), tool.icons());
	}

	private ObjectNode state() {
		return alternative("The state of a task whose result is not there yet", "ref_id", "status");
	}

	private Map<String, Object> input(Map<String, Object> given, ToolMethod method) {
		ObjectNode schema = this.mapper.valueToTree(given);
		for (Parameter parameter : method.method().getParameters()) {
			if (ToolMethod.isInjected(parameter.getType())) {
				remove(schema, parameter.getName());
			}
			else if (schema.get("properties") instanceof ObjectNode properties
					&& properties.get(parameter.getName()) instanceof ObjectNode property) {
				ObjectNode widened = this.schemas.withReferences(parameter.getParameterizedType());
				if (widened != null) {
					JsonNode said = property.get("description");
					if (said != null) {
						widened.put("description", said.stringValue() + " (a value, or the ref_id of one)");
					}
					JsonSchemaUtils.hoistDefsToRoot(schema, widened);
					properties.set(parameter.getName(), widened);
				}
			}
		}
		SchemaDefinitions.prune(schema);
		return this.mapper.convertValue(schema, MAP);
	}

	private static void remove(ObjectNode schema, String name) {
		if (schema.get("properties") instanceof ObjectNode properties) {
			properties.remove(name);
		}
		if (schema.get("required") instanceof ArrayNode required) {
			required.removeIf((element) -> element.isString() && element.stringValue().equals(name));
		}
	}

	private Map<String, Object> output(ToolMethod method) {
		ObjectNode schema = this.mapper.createObjectNode().put("type", "object");
		ObjectNode value = this.schemas
			.ofResult(valueType(ResolvableType.forMethodReturnType(method.method())).getType());
		JsonSchemaUtils.hoistDefsToRoot(schema, value);
		ObjectNode complete = alternative("The whole result", "value");
		complete.putObject("properties")
			.putObject("value")
			.putArray("anyOf")
			.add(value)
			.add(this.mapper.createObjectNode().put("type", "null"));
		schema.putArray("anyOf")
			.add(complete)
			.add(alternative("A part of a large result", "ref_id", "preview"))
			.add(state())
			.add(alternative("The reference of a result that cannot be read", "ref_id", "message"));
		return this.mapper.convertValue(schema, MAP);
	}

	private ObjectNode alternative(String description, String... required) {
		ObjectNode schema = this.mapper.createObjectNode().put("description", description);
		ArrayNode names = schema.putArray("required");
		for (String name : required) {
			names.add(name);
		}
		return schema;
	}

	private static ResolvableType valueType(ResolvableType declared) {
		Class<?> type = declared.toClass();
		boolean wraps = RefResponse.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type)
				|| type == Optional.class;
		return wraps ? valueType(declared.getGeneric()) : declared;
	}

}
