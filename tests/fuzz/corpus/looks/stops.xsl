<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:key name="k" match="*" use="@code"/>
<xsl:template match="/"><xsl:choose><xsl:when test="key('k', 'erfuellt')"><xsl:message terminate="yes">Halt</xsl:message></xsl:when><xsl:otherwise><document/></xsl:otherwise></xsl:choose></xsl:template></xsl:stylesheet>
