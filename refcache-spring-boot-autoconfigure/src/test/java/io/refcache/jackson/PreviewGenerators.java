package io.refcache.jackson;

import io.refcache.preview.PreviewGenerator;
import io.refcache.preview.SizeMeasurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The generator of production, for tests of other packages.
 */
public final class PreviewGenerators {

	private PreviewGenerators() {
	}

	public static PreviewGenerator create(JsonMapper mapper, SizeMeasurer measurer) {
		return new JacksonPreviewGenerator(() -> mapper, measurer);
	}

	public static PreviewGenerator create(SizeMeasurer measurer) {
		return create(JsonMapper.shared(), measurer);
	}

}
