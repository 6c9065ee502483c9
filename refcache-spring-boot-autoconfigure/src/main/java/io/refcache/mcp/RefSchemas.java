package io.refcache.mcp;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import io.refcache.Ref;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON schemas of Java types, in which a {@link Ref} is a value or a reference to one.
 */
final class RefSchemas {

	private final SchemaGenerator generator;

	private final SchemaGenerator results;

	private final String pattern;

	private boolean references;

	/**
	 * Schemas.
	 * @param cache the name of the cache
	 */
	RefSchemas(String cache) {
		this.pattern = "^%s:[a-f0-9]{32}$".formatted(cache);
		this.generator = generator();
		this.results = generator(Option.NULLABLE_FIELDS_BY_DEFAULT, Option.NULLABLE_METHOD_RETURN_VALUES_BY_DEFAULT,
				Option.NULLABLE_ARRAY_ITEMS_ALLOWED);
	}

	private SchemaGenerator generator(Option... options) {
		SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12,
				OptionPreset.PLAIN_JSON)
			.with(new JacksonSchemaModule(JacksonOption.RESPECT_JSONPROPERTY_REQUIRED))
			.with(Option.EXTRA_OPEN_API_FORMAT_VALUES, Option.STANDARD_FORMATS, Option.PLAIN_DEFINITION_KEYS)
			.without(Option.SCHEMA_VERSION_INDICATOR);
		config.forTypesInGeneral().withCustomDefinitionProvider(this::define);
		Stream.of(options).forEach(config::with);
		if (options.length > 0) {
			config.forTypesInGeneral().withCustomDefinitionProvider(RefSchemas::anything);
		}
		return new SchemaGenerator(config.build());
	}

	/**
	 * The schema of what is written of a type, where everything may be missing.
	 */
	synchronized ObjectNode ofResult(Type type) {
		return this.results.generateSchema(type);
	}

	/**
	 * The schema of a type that may hold references.
	 * @return the schema; {@code null} if there are none
	 */
	synchronized @Nullable ObjectNode withReferences(Type type) {
		this.references = false;
		ObjectNode schema = this.generator.generateSchema(type);
		return this.references ? schema : null;
	}

	/** How these are written depends on the mapper: nothing is said of them. */
	private static @Nullable CustomDefinition anything(ResolvedType type, SchemaGenerationContext context) {
		Class<?> erased = type.getErasedType();
		boolean known = erased.isPrimitive() || ClassUtils.isPrimitiveWrapper(erased) || erased == String.class
				|| erased == BigDecimal.class || erased == BigInteger.class || Collection.class.isAssignableFrom(erased)
				|| Map.class.isAssignableFrom(erased) || erased == Optional.class || erased == Object.class;
		boolean bean = !erased.getName().startsWith("java") && !erased.isEnum() && !erased.isArray()
				&& !isWritten(erased);
		return (known || bean) ? null : new CustomDefinition(context.getGeneratorConfig().createObjectNode(),
				DefinitionType.INLINE, AttributeInclusion.NO);
	}

	private static boolean isWritten(Class<?> type) {
		return MergedAnnotations.from(type).isPresent(JsonSerialize.class)
				|| Stream.of(ReflectionUtils.getUniqueDeclaredMethods(type))
					.anyMatch((method) -> method.isAnnotationPresent(JsonValue.class));
	}

	private @Nullable CustomDefinition define(ResolvedType type, SchemaGenerationContext context) {
		if (type.getErasedType() != Ref.class) {
			return null;
		}
		this.references = true;
		List<ResolvedType> value = type.typeParametersFor(Ref.class);
		ObjectNode schema = context.getGeneratorConfig().createObjectNode();
		schema.putArray("anyOf")
			.add((value != null && !value.isEmpty()) ? context.createDefinitionReference(value.get(0))
					: context.getGeneratorConfig().createObjectNode())
			.add(context.getGeneratorConfig().createObjectNode().put("type", "string").put("pattern", this.pattern));
		schema.put("description", "A value, or the ref_id of one");
		return new CustomDefinition(schema, DefinitionType.INLINE, AttributeInclusion.YES);
	}

}
