package io.refcache.jackson;

import io.refcache.Ref;
import io.refcache.store.RefId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads a {@link Ref}, whose value is of the type that its place declares.
 */
@SuppressWarnings("rawtypes")
final class RefDeserializer extends StdDeserializer<Ref> {

	private final String cache;

	private final @Nullable JavaType valueType;

	RefDeserializer(String cache) {
		this(cache, null);
	}

	private RefDeserializer(String cache, @Nullable JavaType valueType) {
		super(Ref.class);
		this.cache = cache;
		this.valueType = valueType;
	}

	@Override
	public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
		JavaType type = context.getContextualType();
		if (type == null && property != null) {
			type = property.getType();
		}
		return new RefDeserializer(this.cache, (type != null) ? type.containedTypeOrUnknown(0) : null);
	}

	@Override
	public Ref deserialize(JsonParser parser, DeserializationContext context) {
		if (parser.hasToken(JsonToken.VALUE_STRING)) {
			String text = parser.getString();
			if (RefId.parse(this.cache, text) != null) {
				return Ref.to(text);
			}
		}
		JavaType type = (this.valueType != null) ? this.valueType : context.constructType(Object.class);
		return Ref.<@Nullable Object>of(context.readValue(parser, type));
	}

	@Override
	public Ref getNullValue(DeserializationContext context) {
		return Ref.<@Nullable Object>of(null);
	}

	@Override
	@SuppressWarnings("NullAway") // what is absent is no reference
	public Ref getAbsentValue(DeserializationContext context) {
		return null;
	}

}
