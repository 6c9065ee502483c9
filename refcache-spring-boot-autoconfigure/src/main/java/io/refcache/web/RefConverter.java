package io.refcache.web;

import java.util.Set;

import io.refcache.Ref;
import io.refcache.store.RefId;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.ConditionalGenericConverter;

/**
 * Reads a {@link Ref} from a request parameter or a part of the path: a text that is a
 * reference of this cache is one, and anything else is converted to the value.
 */
final class RefConverter implements ConditionalGenericConverter {

	private final String cache;

	private final ConversionService values;

	RefConverter(String cache, ConversionService values) {
		this.cache = cache;
		this.values = values;
	}

	@Override
	public Set<ConvertiblePair> getConvertibleTypes() {
		return Set.of(new ConvertiblePair(String.class, Ref.class));
	}

	/** A reference is taken whatever it leads to. */
	@Override
	public boolean matches(TypeDescriptor sourceType, TypeDescriptor targetType) {
		return true;
	}

	@Override
	public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
		if (source == null) {
			return null;
		}
		String text = (String) source;
		if (RefId.parse(this.cache, text) != null) {
			return Ref.to(text);
		}
		TypeDescriptor valueType = valueType(targetType);
		if (!this.values.canConvert(sourceType, valueType)) {
			throw new IllegalArgumentException("It must be a reference of this application");
		}
		return Ref.<@Nullable Object>of(this.values.convert(text, sourceType, valueType));
	}

	private static TypeDescriptor valueType(TypeDescriptor ref) {
		return new TypeDescriptor(ref.getResolvableType().getGeneric(), null, ref.getAnnotations());
	}

}
