<?xml version="1.0" encoding="UTF-8"?>
<!--
  Dossier für die Fachaufsicht: die Stichprobe, jeder Fall mit seinem Weg zum Urteil (erklaerung.rng), wie ihn
  kontaktdichte explain zeigt. Teil von fachaufsicht.xsl; dessen Variablen gelten hier.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:template name="stichprobe">
    <xsl:param name="id"/>
    <xsl:variable name="s" select="stichprobe"/>
    <xsl:if test="$s/@gezogen &gt; 0">
      <section>
        <heading>Stichprobe</heading>
        <para>
          <xsl:choose>
            <xsl:when test="$s/@gezogen = 1 and $s/@von = 1">Es gibt nur einen Fall; er ist hier gezeigt</xsl:when>
            <xsl:when test="$s/@gezogen = $s/@von">Alle <xsl:value-of select="$s/@von-text"/> Fälle</xsl:when>
            <xsl:when test="$s/@gezogen = 1">Ein Fall von <xsl:value-of select="$s/@von-text"/>, gelost</xsl:when>
            <xsl:otherwise><xsl:value-of select="$s/@gezogen-text"/> von <xsl:value-of select="$s/@von-text"/> Fällen, gelost</xsl:otherwise>
          </xsl:choose>
          <xsl:text>; die Auswahl ist keine Bewertung (</xsl:text><ref to="lesehilfe"/><xsl:text>).</xsl:text>
          <xsl:if test="$s/@vermerke = 'nein'"> Einzelne Vermerke zeigt dieser Lauf nicht; so will es der Auftrag.</xsl:if>
        </para>
        <xsl:apply-templates select="$s/fall"/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="fall">
    <xsl:variable name="e" select="erklaerung"/>
    <section>
      <heading>
        <xsl:value-of select="$e/@kundennummer"/>
        <xsl:if test="@name"> · <xsl:value-of select="@name"/></xsl:if>
      </heading>
      <subline><xsl:value-of select="$e/stand/zeile[@am-stichtag = 'ja']"/> · Los <xsl:value-of select="@platz"/>, Prüfsumme <xsl:value-of select="@pruefzahl"/>…</subline>
      <xsl:call-template name="fall-regel"><xsl:with-param name="e" select="$e"/></xsl:call-template>
      <xsl:if test="../@vermerke = 'ja'"><xsl:call-template name="fall-vermerke"><xsl:with-param name="e" select="$e"/></xsl:call-template></xsl:if>
    </section>
  </xsl:template>

  <!-- Urteil, Regel, Fundstelle, Rechnung, Ausnahmen -->
  <xsl:template name="fall-regel">
    <xsl:param name="e"/>
    <xsl:variable name="r" select="$e/regel"/>
    <table caption="Urteil, Regel und Frist, {$e/@kundennummer}" caption-hidden="yes">
      <col/><col weight="1"/>
      <body>
        <row>
          <cell header="yes">Urteil</cell>
          <cell strong="yes"><xsl:value-of select="$e/urteil"/></cell>
        </row>
        <row>
          <cell header="yes">Betreuung</cell>
          <cell>
            <xsl:text>seit </xsl:text><xsl:value-of select="$e/beginn/@tag-text"/>
            <xsl:for-each select="$e/beginn/betreuung[../betreuung[2]]"><br/><xsl:value-of select="."/></xsl:for-each>
          </cell>
        </row>
        <row>
          <cell header="yes">Regel</cell>
          <cell>
            <xsl:choose>
              <xsl:when test="$r/@nr">
                <xsl:value-of select="$r/@nr"/><xsl:text> · </xsl:text><xsl:value-of select="$r/@name"/>
                <xsl:if test="$r/vorgabe"><xsl:text>: </xsl:text><xsl:value-of select="$r/vorgabe"/></xsl:if>
                <xsl:if test="$r/kontaktarten"><xsl:text>; </xsl:text><xsl:value-of select="$r/kontaktarten"/></xsl:if>
              </xsl:when>
              <xsl:otherwise><xsl:value-of select="$r/geprueft[last()]"/></xsl:otherwise>
            </xsl:choose>
          </cell>
        </row>
        <xsl:if test="$r/fundstelle"><row><cell header="yes">Fundstelle</cell><cell><xsl:value-of select="$r/fundstelle"/></cell></row></xsl:if>
        <xsl:for-each select="$e/faelligkeit/vorgabe[@wirkt = 'ja']">
          <row>
            <cell header="yes">
              <xsl:choose>
                <xsl:when test="position() = last()">Frist</xsl:when>
                <xsl:otherwise>Frist davor</xsl:otherwise>
              </xsl:choose>
            </cell>
            <cell>
              <xsl:for-each select="summe/rechnung | erklaert">
                <xsl:if test="position() &gt; 1"><br/></xsl:if>
                <xsl:if test="../@fuer = 'kontakt-ab'">Kontakt ab: </xsl:if>
                <xsl:value-of select="."/>
              </xsl:for-each>
            </cell>
          </row>
        </xsl:for-each>
        <xsl:for-each select="$e/ausnahmen/ausnahme">
          <row>
            <cell header="yes"><xsl:if test="position() = 1">Ausnahmen</xsl:if></cell>
            <cell>
              <xsl:value-of select="@art"/><xsl:text>, </xsl:text>
              <xsl:value-of select="@von-text"/><xsl:text> bis </xsl:text><xsl:value-of select="@bis-text"/>
              <xsl:if test="@intervall"><xsl:text>, Intervall </xsl:text><xsl:value-of select="@intervall"/></xsl:if>
              <xsl:text>: </xsl:text><xsl:value-of select="."/>
            </cell>
          </row>
        </xsl:for-each>
      </body>
    </table>
  </xsl:template>

  <!-- Jeder Vermerk, gezählt oder nicht, der jüngste zuerst -->
  <xsl:template name="fall-vermerke">
    <xsl:param name="e"/>
    <xsl:choose>
      <xsl:when test="not($e/vermerke/vermerk)"><para>Vermerke: keine.</para></xsl:when>
      <xsl:otherwise>
        <table caption="Vermerke, {$e/@kundennummer}" caption-hidden="yes">
          <col/><col align="right" number="yes"/><col/><col/><col weight="1"/>
          <head>
            <row>
              <cell header="yes">Tag</cell>
              <cell header="yes">Zeile</cell>
              <cell header="yes">Vermerk</cell>
              <cell header="yes">zählt</cell>
              <cell header="yes">warum; was daran hängt</cell>
            </row>
          </head>
          <body>
            <xsl:for-each select="$e/vermerke/vermerk">
              <xsl:sort select="position()" data-type="number" order="descending"/>
              <row>
                <cell header="yes"><xsl:value-of select="@tag-text"/></cell>
                <cell><xsl:value-of select="@zeile"/></cell>
                <cell><xsl:value-of select="@vermerkart"/>, <xsl:value-of select="@kontaktart"/>, <xsl:value-of select="@partner"/></cell>
                <cell strong="{substring('noyes', 1 + 2 * (@gezaehlt = 'ja'), 2 + (@gezaehlt = 'ja'))}">
                  <xsl:choose>
                    <xsl:when test="@gezaehlt = 'frueher'">früher</xsl:when>
                    <xsl:otherwise><xsl:value-of select="@gezaehlt"/></xsl:otherwise>
                  </xsl:choose>
                </cell>
                <cell>
                  <xsl:choose>
                    <xsl:when test=". = 'gezählt'"/>
                    <xsl:when test="@grund = 'ohne_vorgabe' and @gezaehlt = 'nein'">keine Vorgabe, für die er zählt</xsl:when>
                    <xsl:when test="starts-with(., 'gezählt; ')"><xsl:value-of select="substring-after(., 'gezählt; ')"/></xsl:when>
                    <xsl:when test="starts-with(., 'nicht gezählt: ')"><xsl:value-of select="substring-after(., 'nicht gezählt: ')"/></xsl:when>
                    <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
                  </xsl:choose>
                </cell>
              </row>
            </xsl:for-each>
          </body>
        </table>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
